using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Spool.LiteDb;

public sealed class LiteDbListTests
{
    [Fact]
    public void A_list_gives_back_what_the_library_left_in_memory()
    {
        using var bench = new SpoolBench { OpenStore = setup => new LiteDbRecordStore(setup) };
        var (manifest, bytes) = TestRecords.Make(1);
        bench.Open().Commit(manifest, bytes);
        bench.Close();
        // In place of a cache that the library filled and dropped.
        var heap = new byte[32 << 20];
        var before = GC.GetGCMemoryInfo(GCKind.FullBlocking).Index;
        Assert.Single(bench.Open().Queued);
        Assert.True(GC.GetGCMemoryInfo(GCKind.FullBlocking).Index > before, "nothing was given back");
        GC.KeepAlive(heap);
    }
}
