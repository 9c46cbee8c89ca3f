using System.Text;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Tests.Crash;
using Edge.Agent.Tests.Spool.LiteDb;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;

namespace Edge.Agent.Tests.Spool;

/// <summary>A disk without a byte left, over both stores: nothing can be made or grow, but for the ledger, and LiteDB's log where the ballast was given up.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly List<FaultyPageFile> _files = [];
    private SpoolBench _bench = null!;
    private bool _full;
    private long? _badPage;

    public static TheoryData<string> Stores { get; } = [SpoolOptions.Files, SpoolOptions.LiteDb];

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_release_on_a_full_disk_leaves_the_queue_and_the_ballast_where_it_is(string store)
    {
        var spool = Open(store);
        var released = ReleaseOnFullDisk(spool, 2);
        Assert.Empty(spool.Queued);
        Assert.Equal(0, spool.QueuedBytes);
        Assert.Equal((2, true), (spool.Health().Kept, spool.Health().BallastInPlace));
        Assert.Equal([Safe.Range(1, 2)], spool.Kept.KeptRanges());
        Assert.Equal([1UL, 2UL], spool.KeptEntries.Select(e => e.Sequence).Order());
        Assert.All(released, r => Assert.False(spool.Find(r.RecordId)!.Damaged));
        // Safe to repeat.
        spool.Release(RecordFileName.Entry(released[0], 0), TestRecords.ReceiptFor(released[0]));
        Assert.Equal(2, spool.Health().Kept);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_start_on_a_full_disk_never_queues_a_released_record_again(string store)
    {
        ReleaseOnFullDisk(Open(store), 2);
        for (var start = 0; start < 2; start++)
        {
            var spool = _bench.Open();
            Assert.Empty(spool.Queued);
            Assert.Empty(spool.Damaged);
            Assert.Equal(2, spool.Health().Kept);
            Assert.Equal([Safe.Range(1, 2)], spool.Kept.KeptRanges());
            Assert.Equal(2UL, spool.Tail.Sequence);
            _bench.Abandon();
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void Once_there_is_room_the_files_are_in_kept(string store)
    {
        var spool = Open(store);
        var released = ReleaseOnFullDisk(spool, 3);
        spool.Tend();
        Assert.Equal(store == SpoolOptions.Files ? 3 : 0, Directory.GetFiles(_bench.Data.Kept).Length);
        _full = false;
        spool.Tend();
        AssertInKept(released);
        Assert.Equal(3, spool.Health().Kept);
        spool = _bench.Open();
        AssertInKept(released);
        Assert.Equal(3, spool.Health().Kept);
        if (store == SpoolOptions.LiteDb) Assert.Empty(Directory.GetFiles(_bench.Data.Segments));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_start_with_room_finishes_what_a_full_disk_left(string store)
    {
        var released = ReleaseOnFullDisk(Open(store), 2);
        _full = false;
        Assert.Equal(2, _bench.Open().Health().Kept);
        AssertInKept(released);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_safe_receipt_needs_no_room_for_a_copy(string store)
    {
        var spool = Open(store);
        var released = ReleaseOnFullDisk(spool, 3);
        _bench.Disk.Operations.Clear();
        spool.Kept.LetGo([Safe.Receipt(1, 2)]);
        Assert.DoesNotContain(_bench.Disk.Operations, o => o.StartsWith("create", StringComparison.Ordinal));
        Assert.Equal(1, spool.Health().Kept);
        Assert.Equal([Safe.Range(3, 3)], spool.Kept.KeptRanges());
        // LiteDB's log has to grow for it; nothing else may.
        Assert.Equal(store == SpoolOptions.Files, spool.Health().BallastInPlace);

        spool = _bench.Open();
        Assert.Equal(1, spool.Health().Kept);
        _full = false;
        spool.Tend();
        AssertInKept(released[2..]);
        Assert.True(spool.Health().BallastInPlace);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_deletion_that_finds_no_room_at_all_is_finished_later(string store)
    {
        var spool = Open(store, ballast: 0);
        ReleaseOnFullDisk(spool, 2);
        _bench.Disk.Fault = (operation, _) => operation is "create" or "write" or "delete" ? FaultyDisk.NoSpace : null;
        Assert.Throws<SpoolFullException>(() => spool.Kept.LetGo([Safe.Receipt(1, 2)]));
        Assert.Equal(2, spool.Health().Kept);
        Assert.Equal(2, _bench.Open().Health().Kept);
        _full = false;
        _bench.Disk.Fault = Fault;
        Assert.Equal(0, _bench.Open().Health().Kept);
        Assert.Empty(Directory.GetFiles(_bench.Data.Kept));
        Assert.Empty(_bench.Open().Queued);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void What_the_hub_lost_is_sent_again_from_where_it_is_kept(string store)
    {
        var spool = Open(store);
        var released = ReleaseOnFullDisk(spool, 2);
        Assert.Equal(1, spool.Kept.QueueAgain([Safe.Range(1, 1)]));
        var entry = Assert.Single(spool.Queued);
        AssertWhole(spool, entry, released[0]);
        _full = false;
        spool.Tend();
        AssertWhole(spool, entry, released[0]);
        spool.Release(entry, TestRecords.ReceiptFor(released[0]));
        Assert.Empty(spool.Queued);
        Assert.Equal(2, spool.Health().Kept);
        AssertInKept(released);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_kill_between_receipt_and_move_is_repaired_by_the_next_start_full_or_not(string store)
    {
        var spool = Open(store);
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        _bench.Disk.Fault = (operation, _) => operation is "create" or "rename" ? throw new KilledException() : null;
        Assert.Throws<KilledException>(() => spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest)));
        _bench.Abandon();
        _bench.Disk.Fault = Fault;
        _full = true;
        Assert.Empty(_bench.Open().Queued);
        _bench.Abandon();
        _full = false;
        Assert.Empty(_bench.Open().Queued);
        AssertInKept([manifest]);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void Intake_takes_the_room_of_records_past_their_time(string store)
    {
        var spool = Open(store, reserve: 1_000_000, keepFor: TimeSpan.Zero);
        _bench.Disk.Free = 20_000_000;
        ReleaseOnFullDisk(spool, 4, 1_100_000);
        // A segment gives its room back with its last record, a file at once.
        _bench.Disk.Free = 2_000_000;
        _bench.Disk.Fault = (operation, path) =>
        {
            if (operation == "delete" && path.EndsWith(".litedb", StringComparison.Ordinal)) _bench.Disk.Free += 4_400_000;
            if (operation == "delete" && path.StartsWith(_bench.Data.Kept, StringComparison.Ordinal)) _bench.Disk.Free += 1_100_000;
            return null;
        };
        _full = false;
        var (next, bytes) = TestRecords.Make(5, 1_100_000);
        spool.Commit(next, bytes);
        Assert.Equal(store == SpoolOptions.Files ? 3 : 0, spool.Health().Kept);
        Assert.Equal(5UL, Assert.Single(spool.Queued).Sequence);
    }

    [Fact]
    public void A_drained_segment_is_deleted_and_makes_room_even_while_it_is_the_one_written_to()
    {
        var spool = Open(SpoolOptions.LiteDb);
        ReleaseOnFullDisk(spool, 5, 1_000_000);
        // What was refused is looked for in the segment before its number is given again, and the segment is gone by then.
        var (refused, refusedBytes) = TestRecords.Make(6);
        Assert.Throws<SpoolFullException>(() => spool.Commit(refused, refusedBytes));
        spool.Kept.LetGo([Safe.Receipt(1, 4)]);
        Assert.NotEmpty(Directory.GetFiles(_bench.Data.Segments));
        spool.Kept.LetGo([Safe.Receipt(5, 5)]);
        Assert.Empty(Directory.GetFiles(_bench.Data.Segments));
        _full = false;
        var (manifest, bytes) = TestRecords.Make(6);
        spool.Commit(manifest, bytes);
        Assert.Equal(6UL, Assert.Single(_bench.Open().Queued).Sequence);
    }

    [Fact]
    public void No_copy_is_made_of_the_room_the_ballast_left()
    {
        var spool = Open(SpoolOptions.LiteDb);
        ReleaseOnFullDisk(spool, 2);
        spool.Kept.LetGo([Safe.Receipt(1, 1)]); // gives up the ballast
        _full = false;
        _bench.Disk.Free = 99_000;
        spool.Tend();
        Assert.Empty(Directory.GetFiles(_bench.Data.Kept));
        Assert.Equal(1, _bench.Open().Health().Kept);
        Assert.Empty(Directory.GetFiles(_bench.Data.Kept));
    }

    [Fact]
    public void A_bad_sector_under_one_that_waits_is_in_the_way_of_no_other()
    {
        var released = ReleaseOnFullDisk(Open(SpoolOptions.LiteDb), 3, 100_000);
        _bench.Close();
        // The data page on which the first one's bytes begin.
        var name = Encoding.ASCII.GetBytes(RecordFileName.Of(RecordFileName.Entry(released[0], 0)) + "/0000");
        var bytes = File.ReadAllBytes(Path.Combine(_bench.Data.Segments, "00000001.litedb"));
        _badPage = Enumerable.Range(0, bytes.Length / PageStream.PageSize).Select(p => (long)p * PageStream.PageSize)
            .First(at => bytes[at + 4] == 4 && bytes.AsSpan((int)at, PageStream.PageSize).IndexOf(name) >= 0);
        _full = false;
        var spool = _bench.Open();
        AssertInKept(released[1..]);
        Assert.Equal((3, "ok"), (spool.Health().Kept, spool.Health().State));
        Assert.Empty(spool.Queued);

        _badPage = null;
        Assert.Equal(3, _bench.Open().Health().Kept);
        AssertInKept(released);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_newest_record_that_is_damaged_does_not_keep_a_full_board_from_starting(string store)
    {
        var spool = Open(store);
        var (manifest, bytes) = TestRecords.Make(1, 100_000);
        spool.Commit(manifest, bytes);
        var entry = spool.Queued.Single();
        _bench.Close();
        var damaged = Directory.GetFiles(store == SpoolOptions.Files ? _bench.Data.Spool : _bench.Data.Segments).Single(f => !f.EndsWith("-log", StringComparison.Ordinal));
        // In the middle of the sealed bytes.
        var at = File.ReadAllBytes(damaged).AsSpan().IndexOf(bytes.AsSpan(1000, 100)) + 50;
        using (var file = File.OpenWrite(damaged))
        {
            file.Position = at;
            file.WriteByte((byte)(bytes[1050] ^ 1));
        }
        _full = true;
        spool = _bench.Open();
        _full = false;
        if (store == SpoolOptions.LiteDb) Assert.Throws<SpoolDamagedException>(() => OpenAndCheck(spool, entry));
        Assert.Equal(1UL, Assert.Single(spool.Damaged).Sequence);
        Assert.Empty(spool.Queued);
    }

    public void Dispose() => _bench?.Dispose();

    private RecordSpool Open(string store, int ballast = 100_000, int reserve = 0, TimeSpan? keepFor = null)
    {
        _bench = new SpoolBench
        {
            Options = new SpoolOptions { Store = store, AllowVolatile = true, ReserveBytes = reserve, BallastBytes = ballast, KeepFor = keepFor ?? TimeSpan.FromDays(30) },
            OpenStore = store == SpoolOptions.LiteDb ? setup => new LiteDbRecordStore(setup, OpenPages) : null,
        };
        _bench.Disk.Fault = Fault;
        return _bench.Open();
    }

    private int? Fault(string operation, string path) => _full && operation is "create" or "write" ? FaultyDisk.NoSpace : null;

    private FaultyPageFile OpenPages(string path)
    {
        var file = new FaultyPageFile(path)
        {
            Unreadable = at => at == _badPage,
            Fault = (operation, _) => _full && operation == "write" && HasNoRoomForALog ? FaultyDisk.NoSpace : null,
        };
        _files.Add(file);
        return file;
    }

    private bool HasNoRoomForALog => _bench.Options.BallastBytes == 0 || File.Exists(_bench.Data.Ballast);

    private List<RecordManifest> ReleaseOnFullDisk(RecordSpool spool, int count, int size = 2_000)
    {
        var made = Enumerable.Range(1, count).Select(i => TestRecords.Make((ulong)i, size)).ToList();
        foreach (var (manifest, bytes) in made) spool.Commit(manifest, bytes);
        _full = true;
        foreach (var (manifest, _) in made) spool.Release(TestRecords.EntryFor(spool, manifest), TestRecords.ReceiptFor(manifest));
        return [.. made.Select(m => m.Manifest)];
    }

    private void AssertInKept(IReadOnlyCollection<RecordManifest> manifests)
    {
        Assert.Equal(manifests.Select(m => m.RecordId).Order(), RecordListing.Read(_bench.Data.Kept).Entries.Select(e => e.RecordId).Order());
        foreach (var path in Directory.GetFiles(_bench.Data.Kept))
        {
            using var file = new FileBytes(File.OpenHandle(path));
            RecordFile.CheckDigest(file, RecordFile.ReadManifest(file, _bench.Keys));
        }
    }

    private static void AssertWhole(RecordSpool spool, SpoolEntry entry, RecordManifest manifest) => Assert.Equal(manifest.Bytes, OpenAndCheck(spool, entry));

    private static byte[] OpenAndCheck(RecordSpool spool, SpoolEntry entry)
    {
        using var record = spool.Open(entry);
        record.CheckDigest();
        return record.Manifest.Bytes;
    }
}
