using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;

namespace Edge.Agent.Tests.Spool.LiteDb;

public sealed class SegmentRaceTests : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>A segment that seems drained is deleted, with what was accepted meanwhile.</summary>
    [Fact(Timeout = 180_000)]
    public async Task A_release_that_waits_for_an_acceptance_does_not_undo_its_count()
    {
        using ManualResetEventSlim adding = new(), goOn = new();
        var armed = false;
        using var segment = new Segment(new SegmentFolder(_folder.Data, new FaultyDisk(), Open, new LogList()), 1);
        Directory.CreateDirectory(_folder.Data.Segments);
        var (first, second) = (Record(1), Record(2));
        segment.Add([first]);
        armed = true;
        var add = Task.Run(() => segment.Add([second]), TestContext.Current.CancellationToken);
        adding.Wait(TestContext.Current.CancellationToken);
        var leaving = new Thread(() => segment.Leave([first.Entry]));
        leaving.Start();
        while ((leaving.ThreadState & ThreadState.WaitSleepJoin) == 0) await Task.Yield();

        goOn.Set();
        await add;
        leaving.Join();

        Assert.Equal(1, segment.Waiting);
        Assert.False(segment.IsDrained);

        IPageFile Open(string path) => new FaultyPageFile(path)
        {
            Fault = (operation, _) =>
            {
                if (operation != "write" || !armed) return null;
                armed = false;
                adding.Set();
                goOn.Wait();
                return null;
            },
        };
    }

    public void Dispose() => _folder.Dispose();

    private static (SpoolEntry Entry, byte[] Frame) Record(ulong number)
    {
        var (manifest, bytes) = TestRecords.Make(number);
        byte[] frame = [.. RecordFrame.Header(manifest), .. bytes];
        return (RecordFileName.Entry(manifest, frame.Length), frame);
    }
}
