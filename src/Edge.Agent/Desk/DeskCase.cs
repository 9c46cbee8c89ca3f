using Edge.Agent.Enrolment;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Desk;

/// <summary>The case in hand as the desk uses it.</summary>
/// <param name="Current">Null where there is none.</param>
/// <param name="Changed">Completes at the next change after the call.</param>
/// <param name="DoAsync">Does an act; durable on return.</param>
/// <param name="Preview">The picture in hand; null where it is another or none.</param>
internal sealed record DeskCase(Func<CaseView?> Current, Func<Task> Changed, Func<CaseAct, SignedIn, CancellationToken, Task<CaseAnswer>> DoAsync, Func<long, byte[]?> Preview)
{
    public static DeskCase Of(EnrolmentDesk desk) => new(() => desk.Current, () => desk.Changed, desk.DoAsync, desk.Preview);

    /// <summary>The case as a desk sees it: null where there is none, or its ticket is at another desk.</summary>
    public CaseView? At(int desk, QueueState queue) =>
        Current() is { } view && !queue.AtDesks.Any(t => t.Number == view.Ticket && !t.IsAt(desk)) ? view : null;

    /// <summary>What changes as the work goes on, and not by itself: an officer who waits for ten fingers is no officer who left.</summary>
    public string Progress() => Current() is not { } view ? "" : string.Join(' ',
        view.Steps.Select(s => $"{s.Id}:{s.State}:{s.Preview}:{string.Join(',', s.Fingers.Select(f => $"{f.State}{f.Tries}"))}").Prepend(view.Id.ToString()));
}
