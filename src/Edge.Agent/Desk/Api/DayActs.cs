using Edge.Agent.Desk.Page;
using Edge.Agent.Enrolment.Days;
using Edge.Agent.Kiosk.Report;
using Edge.Agent.Kiosk.Store;

namespace Edge.Agent.Desk.Api;

/// <summary>The end of the day.</summary>
internal sealed class DayActs(DaySignOff days, QueueStore queue, ReportPaper paper)
{
    public IEnumerable<DeskRoute> Routes() =>
    [
        DeskRoute.Post<NothingBody>("day/sign-off", "The officer answers for the day's sums: they become a record. Only once the day is closed and nobody is at the desk.", SignOffAsync),
        DeskRoute.Post<NothingBody>("day/print", "Prints the newest service day: sums, by service and by hour. Answers when it is on paper.", PrintAsync),
    ];

    private async Task SignOffAsync(DeskCall call, NothingBody body)
    {
        // It waits for the disk, and so must no thread of the server's.
        var answer = await Task.Run(() => days.SignOff(call.Officer), CancellationToken.None);
        if (answer.Problem is { } problem) await call.RefuseAsync(StatusCodes.Status409Conflict, $"case-{problem}", answer.Text ?? problem);
        else await call.AnswerAsync(new { Done = true, days.Sums, Message = PagePrefs.Of(call.Context.Request).Words["signed-off"] });
    }

    private async Task PrintAsync(DeskCall call, NothingBody body)
    {
        if (await paper.PrintAsync(queue.Current, call.Aborted) is { } problem) await call.RefuseAsync(StatusCodes.Status503ServiceUnavailable, "not-printed", problem);
        else await call.AnswerAsync(new { Printed = true, Message = PagePrefs.Of(call.Context.Request).Words["day-printed"] });
    }
}
