using System.Reflection;
using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Tests.Support;
using LiteDB.Engine;

namespace Edge.Agent.Tests.Spool.LiteDb;

/// <summary>What is measured of the whole process is measured while no other test runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}

[Collection(MeasuredAlone.Name)]
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
        // While a collection is under way the runtime may tell less than there is.
        for (var i = 0; i < 20 && GC.GetGCMemoryInfo(GCKind.FullBlocking).Index <= before; i++)
        {
            Assert.Single(bench.Open().Queued);
            bench.Close();
        }
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

    [Fact]
    public void Memory_and_disk_stay_bounded_while_records_come_and_go()
    {
        using var bench = new SpoolBench { OpenStore = setup => new LiteDbRecordStore(setup) };
        var spool = bench.Open();
        // What other tests left in static places is not this store's.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        for (ulong i = 1; i <= 200; i++)
        {
            var (manifest, bytes) = TestRecords.Make(i, 500_000);
            spool.Commit(manifest, bytes);
            spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest));
            most = Math.Max(most, Directory.GetFiles(bench.Data.Segments).Sum(f => new FileInfo(f).Length));
        }
        // 100 MB went through, in two segments.
        Assert.InRange(most, 500_000, LiteDbRecordStore.SegmentBytes);
        // The runtime may tell a little less than nothing.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 30_000_000);
        Assert.Empty(bench.Open().Queued);
        Assert.Empty(Directory.GetFiles(bench.Data.Segments));
    }
}
