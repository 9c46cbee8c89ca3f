using Edge.Testing.Processes;
using Edge.Testing.Samples;

namespace Edge.Demo.Show;

/// <summary>Hands records to one kiosk at a steady, uneven pace.</summary>
internal sealed class Citizens(Kiosk kiosk, Board board, int seed, TimeProvider time)
{
    private const int RecordsAKiosk = 1_000_000;
    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan GapSpread = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly SampleRecords _samples = new(seed);
    private readonly Random _pace = new(unchecked(seed * 31 + kiosk.Number));

    /// <summary>Comes back once accepting ends and what was being handed over is answered.</summary>
    /// <param name="accepting">Ends when no further record is to be handed over.</param>
    /// <param name="abort">Gives up even the record being handed over.</param>
    public async Task RunAsync(CancellationToken accepting, CancellationToken abort)
    {
        for (var number = kiosk.Number * RecordsAKiosk; ; number++)
        {
            await Task.Delay(ShortestGap + GapSpread * _pace.NextDouble(), time, accepting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (accepting.IsCancellationRequested) return;
            await HandOverAsync(_samples.Make(number), abort);
        }
    }

    private async Task HandOverAsync(SampleRecord record, CancellationToken abort)
    {
        var print = RecordPrint.Of(record);
        while (true)
        {
            try
            {
                await kiosk.Agent.SubmitAsync(record, abort);
                break;
            }
            catch (HarnessException e) when (!kiosk.HasEnded)
            {
                // The same id again: if it was accepted and only the answer was lost, it stays one record.
                board.Note(kiosk.Name, DemoEventKind.Trouble, e.Message);
                await Task.Delay(RetryDelay, time, abort);
            }
        }
        kiosk.Accepted(print);
        board.Note(kiosk.Name, DemoEventKind.Accepted, Say(record));
        if (kiosk.Link.IsCut) board.Note(kiosk.Name, DemoEventKind.Held, $"{record.Id} waits for the link");
    }

    private static string Say(SampleRecord record) => $"{record.Id} {record.Kind}, {record.Outcome}, {record.SizeBytes / 1024} KB";
}
