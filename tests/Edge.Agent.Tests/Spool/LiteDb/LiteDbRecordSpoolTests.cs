using System.Runtime.CompilerServices;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Spool.LiteDb;

public sealed class LiteDbRecordSpoolTests : RecordSpoolContract, IDisposable
{
    private const string Data = "00000001.litedb";
    private const string Log = "00000001.litedb-log";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly SpoolBench _bench;
    private readonly List<FaultyPageFile> _files = [];

    public LiteDbRecordSpoolTests() => _bench = new SpoolBench { OpenStore = setup => new LiteDbRecordStore(setup, Open) };

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
    [InlineData("write", Log)]
    [InlineData("write", Data)]
    [InlineData("truncate", Log)]
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
    [InlineData("write", Log, 1)]
    [InlineData("write", Log, 2)]
    [InlineData("write", Log, 20)]
    [InlineData("write", Data, 2)]
    [InlineData("fsync", Log, 1)]
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
        }, Token).WaitAsync(TimeSpan.FromSeconds(120), Token);
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
        Fail("fsync", Log, FaultyDisk.InputOutput);
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
        Fail("write", Log, FaultyDisk.NoSpace);
        // It has its receipt and is not queued any more; the move is what is left to do.
        spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest));
        Assert.Empty(spool.Queued);
        SpoolBench.OnlyFile(_bench.Data.Kept);
        Assert.Equal(1, spool.Health().Kept);
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
        _bench.Close();
        using (var file = new LiteDbFile(Path.Combine(_bench.Data.Segments, Data), _bench.Disk, Open))
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
    public void A_page_that_cannot_be_read_costs_no_more_than_its_record()
    {
        var spool = _bench.Open();
        for (ulong i = 1; i <= 20; i++)
        {
            var (manifest, bytes) = TestRecords.Make(i, 20_000);
            spool.Commit(manifest, bytes);
        }
        // The collection's and the index' first pages: LiteDB can do nothing without them.
        _badPages = at => at / PageStream.PageSize is 1 or 2;
        spool = _bench.Open();
        Assert.Equal(20, spool.Queued.Count);
        foreach (var entry in spool.Queued)
        {
            using var record = spool.Open(entry);
            record.CheckDigest();
        }
        Commit(spool, 21);
        Assert.True(File.Exists(Path.Combine(_bench.Data.Segments, "00000002.litedb")));
    }

    [Fact]
    public void A_damaged_segment_goes_on_is_never_written_and_is_set_aside_when_drained()
    {
        var spool = _bench.Open();
        var made = Enumerable.Range(1, 5).Select(i => TestRecords.Make((ulong)i, 20_000)).ToList();
        foreach (var (manifest, bytes) in made) spool.Commit(manifest, bytes);
        _bench.Close();
        var path = Path.Combine(_bench.Data.Segments, Data);
        using (var file = File.OpenWrite(path)) file.Write(new byte[PageStream.PageSize]);
        var damaged = File.ReadAllBytes(path);

        spool = _bench.Open();
        Commit(spool, 6);
        foreach (var (manifest, _) in made.Take(3)) spool.Release(TestRecords.EntryFor(spool, manifest), TestRecords.ReceiptFor(manifest));
        Assert.Equal(damaged, File.ReadAllBytes(path));
        spool = _bench.Open();
        Assert.Equal([4UL, 5UL, 6UL], spool.Queued.Select(e => e.Sequence).Order());
        foreach (var (manifest, _) in made.Skip(3)) spool.Release(TestRecords.EntryFor(spool, manifest), TestRecords.ReceiptFor(manifest));
        Assert.Equal(damaged, File.ReadAllBytes(Path.Combine(_bench.Data.Quarantine, Data)));
        Assert.Equal(["00000002.litedb", "00000002.litedb-log"], Directory.GetFiles(_bench.Data.Segments).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(5, Directory.GetFiles(_bench.Data.Kept).Length);
        Assert.Empty(_bench.Open().Damaged);
    }

    [Fact]
    public void A_segment_that_is_taken_away_stops_the_store_and_nothing_more_is_accepted()
    {
        var spool = _bench.Open();
        Commit(spool, 1);
        Directory.Delete(_bench.Data.Segments, recursive: true);
        var (manifest, bytes) = TestRecords.Make(2);
        Assert.ThrowsAny<SpoolException>(() => spool.Commit(manifest, bytes));
        Directory.CreateDirectory(_bench.Data.Segments);
        Assert.Contains("Restart", Assert.Throws<SpoolException>(() => spool.Commit(manifest, bytes)).Message, StringComparison.Ordinal);
        _bench.Open().Commit(manifest, bytes);
    }

    [Fact]
    public void What_waits_moves_with_the_setting_and_back()
    {
        using var bench = new SpoolBench();
        var spool = bench.Open();
        var made = Enumerable.Range(1, 30).Select(i => TestRecords.Make((ulong)i, 300_000)).ToList();
        foreach (var (manifest, bytes) in made) spool.Commit(manifest, bytes);
        foreach (var (store, files) in (IEnumerable<(string, int)>)[(SpoolOptions.LiteDb, 0), (SpoolOptions.Files, 30), (SpoolOptions.LiteDb, 0)])
        {
            bench.Options = new SpoolOptions { Store = store, AllowVolatile = true, ReserveBytes = 0, BallastBytes = 0 };
            spool = bench.Open();
            Assert.Equal(made.Select(m => m.Manifest.RecordId).Order(), spool.Queued.Select(e => e.RecordId).Order());
            foreach (var entry in spool.Queued)
            {
                using var record = spool.Open(entry);
                record.CheckDigest();
            }
            Assert.Equal(files, Directory.GetFiles(bench.Data.Spool).Length);
            Assert.Equal(files == 0, Directory.GetFiles(bench.Data.Segments).Length > 0);
        }
        Assert.Empty(spool.Damaged);
    }

    public void Dispose() => _bench.Dispose();

    private FaultyPageFile Open(string path)
    {
        var file = new FaultyPageFile(path);
        _files.RemoveAll(f => f.Path == path);
        _files.Add(file);
        file.Fault = _fault;
        file.Unreadable = _badPages;
        return file;
    }

    private Func<string, string, int?> _fault = (_, _) => null;
    private Func<long, bool> _badPages = _ => false;

    private void Fail(string operation, string file, int errno)
    {
        _fault = (o, p) => o == operation && Path.GetFileName(p) == file ? errno : null;
        foreach (var open in _files) open.Fault = _fault;
    }

    private static Guid Commit(RecordSpool spool, ulong sequence)
    {
        var (manifest, bytes) = TestRecords.Make(sequence);
        spool.Commit(manifest, bytes);
        return manifest.RecordId;
    }
}
