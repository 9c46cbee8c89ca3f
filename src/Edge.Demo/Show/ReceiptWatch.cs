using Edge.Testing.Processes;

namespace Edge.Demo.Show;

/// <summary>Notices which records a kiosk let go of, which it does for a receipt only, and whether hub and agent still run.</summary>
internal sealed class ReceiptWatch(Kiosk kiosk, HubProcess hub, Board board, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(300);

    /// <exception cref="HarnessException">A process ended that should run.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (hub.HasExited) throw new HarnessException($"The hub ended by itself. Its last lines:\n{hub.LastLines}");
            if (kiosk.IsPowerCut) await PowerUpAsync(stop);
            if (kiosk.HasEnded) throw new HarnessException($"{kiosk.Name} ended by itself. Its last lines:\n{kiosk.Agent.LastLines}");
            await LookAsync(stop);
            await Task.Delay(Step, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PowerUpAsync(CancellationToken stop)
    {
        board.Note(kiosk.Name, DemoEventKind.Trouble, "power cut on its front panel");
        try
        {
            await kiosk.PowerUpAsync(stop);
            board.Note(kiosk.Name, DemoEventKind.Restored, "power is back");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The loop ends by itself.
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            foreach (var id in await kiosk.TakeReceiptedAsync(stop)) board.Note(kiosk.Name, DemoEventKind.Stored, $"{id} sent and receipted");
        }
        catch (HarnessException e) when (!kiosk.HasEnded)
        {
            board.Note(kiosk.Name, DemoEventKind.Trouble, e.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The loop ends by itself.
        }
    }
}
