namespace Edge.Demo.Show;

/// <summary>Cuts one kiosk's link at odd moments, also in the middle of a transfer, and restores it.</summary>
internal sealed class LinkBreaker(Kiosk kiosk, Board board, int seed, TimeProvider time)
{
    private static readonly TimeSpan LongestWaitForBytes = TimeSpan.FromSeconds(6);

    private readonly Random _random = new(unchecked(seed * 37 + kiosk.Number));

    /// <summary>Comes back with the link restored once it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await PauseAsync(2, 6, stop);
                await CutAsync(stop);
                board.Note(kiosk.Name, DemoEventKind.Cut, $"link cut (number {kiosk.Link.Cuts})");
                await PauseAsync(1, 5, stop);
                Restore();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // One that came later would find nobody to restore the link.
            kiosk.Link.CallOffCut();
            Restore();
        }
    }

    private async Task CutAsync(CancellationToken stop)
    {
        if (_random.Next(2) == 0)
        {
            var due = kiosk.Link.CutAfterUpBytes(_random.Next(5_000, 250_000));
            await Task.WhenAny(due, Task.Delay(LongestWaitForBytes, time, stop));
            stop.ThrowIfCancellationRequested();
        }
        kiosk.Link.Cut();
    }

    private void Restore()
    {
        if (!kiosk.Link.IsCut) return;
        kiosk.Link.Restore();
        board.Note(kiosk.Name, DemoEventKind.Restored, "link restored");
    }

    private Task PauseAsync(double from, double to, CancellationToken stop) => Task.Delay(TimeSpan.FromSeconds(from + (to - from) * _random.NextDouble()), time, stop);
}
