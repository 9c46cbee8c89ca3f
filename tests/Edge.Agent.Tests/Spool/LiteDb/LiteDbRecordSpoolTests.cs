using System.Runtime.CompilerServices;
using Edge.Agent.Spool;
using Edge.Agent.Tests.Support;
using Edge.Agent.Spool.LiteDb;

namespace Edge.Agent.Tests.Spool.LiteDb;

public sealed class LiteDbRecordSpoolTests : RecordSpoolContract, IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly SpoolBench _bench;
    private readonly List<FaultyPageFile> _files = [];

    public LiteDbRecordSpoolTests() => _bench = new SpoolBench { OpenStore = setup => new LiteDbRecordStore(setup.Data, setup.Disk, Open) };

    private protected override (IRecordSpool Spool, IRecordIndex Index) Open()
    {
        var spool = _bench.Open();
        return (spool, spool);
    }

    [Fact]
    public void A_commit_is_durable_and_checkpointed_when_it_returns()
    {
        var spool = _bench.Open();
        Commit(spool, 1);
        Assert.All(_files, f => Assert.True(f.IsSynced, $"{f.Path} has writes that are not durable"));
        Assert.Equal(0, _files.Last(f => f.Path.EndsWith("-log", StringComparison.Ordinal)).Length);
        // What the decision record tells: before the mark, after it, the checkpoint, and its truncation.
        var before = _files.Sum(f => f.Syncs);
        Commit(spool, 2);
        Assert.Equal(4, _files.Sum(f => f.Syncs) - before);
    }

    [Theory]
    [InlineData("write", "spool.litedb-log")]
    [InlineData("write", "spool.litedb")]
    [InlineData("truncate", "spool.litedb-log")]
    public void A_full_disk_refuses_the_record_and_the_next_is_taken_once_there_is_room(string operation, string file)
    {
        var spool = _bench.Open();
        Commit(spool, 1);
        Fail(operation, file, FaultyDisk.NoSpace);
        var (refused, bytes) = TestRecords.Make(2, 200_000);
        Assert.Throws<SpoolFullException>(() => spool.Commit(refused, bytes));
        Assert.Single(spool.Queued);

        Fail("", "", 0);
        // The library's engine is dead after a failure; the store has opened its file again. The number is given once more.
        var taken = Commit(spool, 2);
        Assert.Equal([1UL, 2UL], spool.Queued.Select(e => e.Sequence).Order());
        spool = _bench.Open();
        Assert.Equal([1UL, 2UL], spool.Queued.Select(e => e.Sequence).Order());
        Assert.Contains(spool.Queued, e => e.RecordId == taken);
    }

    // The library's own clean-up of a transaction that broke off throws on the finalizer's thread, which would end the agent.
    [Theory]
    [InlineData("write", "spool.litedb-log", 1)]
    [InlineData("write", "spool.litedb-log", 2)]
    [InlineData("write", "spool.litedb-log", 20)]
    [InlineData("write", "spool.litedb", 2)]
    [InlineData("fsync", "spool.litedb-log", 1)]
    public async Task What_a_failure_leaves_behind_does_not_end_the_process(string operation, string file, int times)
    {
        // As long as a thread lives it holds its last transaction.
        var thread = new Thread(() => Break(operation, file, times));
        thread.Start();
        thread.Join();
        await Task.Run(() =>
        {
            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }, Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Break(string operation, string file, int times)
    {
        using var spool = _bench.Open();
        Commit(spool, 1);
        var count = 0;
        _fault = (o, p) => o == operation && Path.GetFileName(p) == file && ++count >= times ? FaultyDisk.NoSpace : null;
        foreach (var open in _files) open.Fault = _fault;
        var (manifest, bytes) = TestRecords.Make(2, 200_000);
        Assert.ThrowsAny<SpoolException>(() => spool.Commit(manifest, bytes));
        Fail("", "", 0);
    }

    [Fact]
    public void A_failed_fsync_stops_the_store()
    {
        var spool = _bench.Open();
        Commit(spool, 1);
        Fail("fsync", "spool.litedb-log", FaultyDisk.InputOutput);
        var (manifest, bytes) = TestRecords.Make(2);
        Assert.Throws<SpoolException>(() => spool.Commit(manifest, bytes));
        Fail("", "", 0);
        Assert.Throws<SpoolException>(() => spool.Commit(manifest, bytes));
        Assert.Single(spool.Queued);
    }

    [Fact]
    public void A_release_makes_the_kept_file_before_the_document_goes()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1, 150_000);
        spool.Commit(manifest, bytes);
        Fail("write", "spool.litedb-log", FaultyDisk.NoSpace);
        Assert.Throws<SpoolFullException>(() => spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest)));
        SpoolBench.OnlyFile(_bench.Data.Kept);
        Fail("", "", 0);

        // A start finishes it: the ledger has the receipt.
        spool = _bench.Open();
        Assert.Empty(spool.Queued);
        using var file = new FileBytes(File.OpenHandle(SpoolBench.OnlyFile(_bench.Data.Kept)));
        var kept = RecordFile.ReadManifest(file, _bench.Keys);
        RecordFile.CheckDigest(file, kept);
        Assert.Equal(manifest.Bytes, kept.Bytes);
    }

    [Fact]
    public void A_record_that_lost_a_part_is_quarantined_and_told()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1, 200_000);
        spool.Commit(manifest, bytes);
        Commit(spool, 2);
        var entry = TestRecords.EntryFor(spool, manifest);
        spool.Dispose();
        using (var file = new LiteDbFile(_bench.Data.LiteDbSpool, _bench.Disk, Open))
            file.Commit((_, parts) => parts.Delete(LiteDbFile.PartId(RecordFileName.Of(entry), 2)));

        spool = _bench.Open();
        Assert.Throws<SpoolDamagedException>(() =>
        {
            using var record = spool.Open(entry);
            record.CheckDigest();
        });
        Assert.Equal(1UL, Assert.Single(spool.Damaged).Sequence);
        Assert.Equal(2UL, Assert.Single(spool.Queued).Sequence);
        SpoolBench.OnlyFile(_bench.Data.Quarantine);
    }

    [Fact]
    public void An_orderly_end_with_nothing_queued_leaves_no_file_so_that_files_can_be_chosen_again()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        Assert.Throws<Edge.Agent.Configuration.ConfigurationException>(() => StoreChoice.Check(_bench.Data, new SpoolOptions()));
        spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest));
        spool.Dispose();
        Assert.Empty(Directory.GetFiles(_bench.Data.Root, "spool.litedb*"));
        StoreChoice.Check(_bench.Data, new SpoolOptions());
    }

    [Fact]
    public void Memory_and_file_stay_bounded_while_records_come_and_go()
    {
        var spool = _bench.Open();
        long longest = 0;
        for (ulong i = 1; i <= 200; i++)
        {
            var (manifest, bytes) = TestRecords.Make(i, 500_000);
            spool.Commit(manifest, bytes);
            spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest));
            longest = Math.Max(longest, new FileInfo(_bench.Data.LiteDbSpool).Length);
        }
        // 100 MB went through; pages of what was deleted are used again.
        Assert.InRange(longest, 500_000, 16_000_000);
        // The runtime may tell a little less than nothing.
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) < 100_000_000);
    }

    public void Dispose() => _bench.Dispose();

    private FaultyPageFile Open(string path)
    {
        var file = new FaultyPageFile(path);
        _files.RemoveAll(f => f.Path == path);
        _files.Add(file);
        file.Fault = _fault;
        return file;
    }

    private Func<string, string, int?> _fault = (_, _) => null;

    private void Fail(string operation, string file, int errno)
    {
        _fault = (o, p) => o == operation && Path.GetFileName(p) == file ? errno : null;
        foreach (var open in _files) open.Fault = _fault;
    }

    private static Guid Commit(FileRecordSpool spool, ulong sequence)
    {
        var (manifest, bytes) = TestRecords.Make(sequence);
        spool.Commit(manifest, bytes);
        return manifest.RecordId;
    }
}
