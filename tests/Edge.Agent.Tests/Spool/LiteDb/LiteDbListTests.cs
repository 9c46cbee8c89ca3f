using System.Reflection;
using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Tests.Support;
using LiteDB.Engine;

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

    [Fact]
    public void The_library_grows_its_cache_of_pages_by_less_than_a_megabyte()
    {
        using var bench = new SpoolBench { OpenStore = setup => new LiteDbRecordStore(setup) };
        bench.Open();
        // Where another version of the library has no such field, its memory has to be measured again: ./edge bench drain.
        var sizes = typeof(LiteEngine).Assembly.GetType("LiteDB.Constants")?.GetField("MEMORY_SEGMENT_SIZES", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null);
        Assert.All(Assert.IsType<int[]>(sizes), pages => Assert.InRange(pages * PageStream.PageSize, 1, 1_000_000));
    }
}
