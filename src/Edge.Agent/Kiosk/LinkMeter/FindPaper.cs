using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;

namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>The paper that says where there was signal. It is drawn of what is known when it comes out.</summary>
/// <param name="artist">Draws places, the kiosk's own, the time and the paper's width.</param>
/// <param name="from">The kiosk's place.</param>
internal sealed class FindPaper(FindStore store, Func<IReadOnlyList<PlaceSignal>, string, DateTimeOffset?, int, Raster> artist, Func<string> from, PaperStatus status, TimeProvider time)
{
    public AskedPaper Paper { get; } = new("signal", dots => artist(PlaceSignal.Of(store.Newest), from(), time.Local(), dots), status, time);

    /// <summary>Null when it is on paper, or why it is not.</summary>
    public async Task<FindRefusal?> PrintAsync(CancellationToken cancellationToken)
    {
        if (store.Newest.Count == 0) return new FindRefusal(FindProblem.NothingNoted, "no place is noted yet, so there is nothing to print; note one with: edge-agent link-meter note PLACE");
        if (status.State == PaperState.Absent) return new FindRefusal(FindProblem.NoPrinter, AskedPaper.NoPrinter);
        return await Paper.PrintAsync(cancellationToken) ? null : new FindRefusal(FindProblem.NotPrinted, Paper.GivenUp);
    }
}
