using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Spool;

/// <summary>A board whose records wait as files, and whose settings now say litedb, as after an update.</summary>
public sealed class StoreChoiceTests : IDisposable
{
    private readonly SpoolBench _bench = new();

    [Fact]
    public void Without_room_to_move_the_files_go_on_as_files_and_move_at_a_start_that_finds_room()
    {
        Commit(_bench.Open(), 1, 2);
        _bench.Options = Of(SpoolOptions.LiteDb);
        _bench.Disk.Free = 1 << 20;
        var spool = _bench.Open();
        Assert.Equal(2, spool.Queued.Count);
        Assert.Equal(2, Directory.GetFiles(_bench.Data.Spool).Length);
        Assert.Contains(_bench.Log.All, l => l.Contains("They stay files until a start finds that much", StringComparison.Ordinal));
        Commit(spool, 3);

        _bench.Disk.Free = long.MaxValue;
        spool = _bench.Open();
        Assert.Equal([1UL, 2UL, 3UL], spool.Queued.Select(e => e.Sequence).Order());
        Assert.Empty(Directory.GetFiles(_bench.Data.Spool));
        foreach (var entry in spool.Queued) spool.Open(entry).Dispose();
    }

    [Fact]
    public void One_that_cannot_be_read_is_in_no_others_way_and_is_queued_once_it_can()
    {
        Commit(_bench.Open(), 1, 2, 3);
        _bench.Close();
        var setup = new SpoolSetup(_bench.Data, Of(SpoolOptions.LiteDb), _bench.Disk, _bench.Disk, _bench.Keys, TimeProvider.System, _bench.Log);
        var files = new FaultyStore(new FileRecordStore(_bench.Data.Spool, _bench.Data, _bench.Disk)) { Fault = (operation, entry) => operation == "read" && entry.Sequence == 2 ? FaultyStore.Error(FaultyDisk.InputOutput) : null };
        using (var store = new LiteDbRecordStore(setup)) Assert.Equal(2, StoreChoice.MoveRecords(setup, files, store));
        Assert.Empty(Directory.GetFiles(_bench.Data.Spool));
        Assert.Single(Directory.GetFiles(_bench.Data.Quarantine));

        _bench.Options = Of(SpoolOptions.LiteDb);
        var spool = _bench.Open();
        Assert.Equal([1UL, 2UL, 3UL], spool.Queued.Select(e => e.Sequence).Order());
        Assert.Empty(spool.Damaged);
        Assert.Equal(3UL, spool.Tail.Sequence);
    }

    public void Dispose() => _bench.Dispose();

    private static SpoolOptions Of(string store) => new() { Store = store, AllowVolatile = true, ReserveBytes = 0, BallastBytes = 0 };

    private static void Commit(RecordSpool spool, params ulong[] numbers)
    {
        foreach (var number in numbers)
        {
            var (manifest, bytes) = TestRecords.Make(number);
            spool.Commit(manifest, bytes);
        }
    }
}
