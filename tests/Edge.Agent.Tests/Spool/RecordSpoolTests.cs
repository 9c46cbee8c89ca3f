using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.Kept;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;

namespace Edge.Agent.Tests.Spool;

public sealed class RecordSpoolTests : RecordSpoolContract, IDisposable
{
    private readonly SpoolBench _bench = new();

    private protected override (IRecordSpool Spool, IRecordIndex Index) Open()
    {
        var spool = _bench.Open();
        return (spool, spool);
    }

    [Fact]
    public void A_commit_is_written_synced_renamed_and_its_folder_synced_in_that_order()
    {
        var spool = _bench.Open();
        _bench.Disk.Operations.Clear();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        var name = RecordFileName.Of(spool.Queued.Single());
        var root = Path.GetFileName(_bench.Data.Root);
        Assert.Equal([$"create tmp/{name}", $"fsync tmp/{name}", $"rename spool/{name}", $"fsync-folder {root}/spool"], _bench.Disk.Operations);
    }

    [Fact]
    public void A_release_writes_the_ledger_before_it_moves_the_file()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        HeldRecord? inLedger = null;
        _bench.Disk.Fault = (operation, path) =>
        {
            if (operation == "rename")
            {
                using var other = Edge.Agent.Storage.StateDatabase.Open(_bench.Data.StateDatabase, TimeProvider.System, _bench.Log);
                using var copy = new ReleaseCopy(Edge.Agent.Storage.StateDatabase.Open(_bench.Data.ReleasedDatabase, TimeProvider.System, _bench.Log));
                inLedger = new ReleaseLedger(other, copy).Find(manifest.RecordId);
            }
            return null;
        };
        spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest));
        Assert.NotNull(inLedger);
        SpoolBench.OnlyFile(_bench.Data.Kept);
    }

    [Fact]
    public void File_names_and_modes_tell_nothing_and_admit_nobody()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(42);
        spool.Commit(manifest, bytes);
        var path = SpoolBench.OnlyFile(_bench.Data.Spool);
        Assert.Equal($"0a1b2c3d-000000000042-5-{manifest.RecordId}.rec", Path.GetFileName(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_bench.Data.Spool));
    }

    [Fact(Timeout = 180_000)]
    public async Task Two_thousand_waiting_records_are_queued_after_a_restart()
    {
        await Task.Yield();
        _bench.Open();
        for (ulong i = 1; i <= 2_000; i++)
        {
            var (manifest, bytes) = TestRecords.Make(i, 64);
            var name = RecordFileName.Of(RecordFileName.Entry(manifest, 0));
            using var file = File.Create(Path.Combine(_bench.Data.Spool, name));
            file.Write(RecordFrame.Header(manifest));
            file.Write(bytes);
        }
        var spool = _bench.Open();
        Assert.Equal(2_000, spool.Queued.Count);
        Assert.Equal(2_000, spool.Queued.Select(e => e.Sequence).Distinct().Count());
        Assert.Equal(2_000UL, spool.Tail.Sequence);
        Assert.All(spool.Queued, e => Assert.InRange(e.FileSize, 200, 300));
    }

    public void Dispose() => _bench.Dispose();
}
