using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.Kept;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;

namespace Edge.Agent.Tests.Spool;

public sealed class KeptRecordsTests : IDisposable
{
    private readonly SpoolBench _bench = new();

    [Fact]
    public void What_is_kept_is_told_by_chain_in_ranges()
    {
        var spool = _bench.Open();
        foreach (var number in (ulong[])[1, 2, 3, 5]) Keep(spool, number);
        var told = Assert.Single(spool.Kept.KeptRanges());
        Assert.Equal(Safe.Chain, told.ChainId);
        Assert.Equal([new SequenceRange { First = 1, Last = 3 }, new SequenceRange { First = 5, Last = 5 }], told.Ranges);
    }

    [Fact]
    public void A_safe_receipt_deletes_what_it_names_and_no_more()
    {
        var spool = _bench.Open();
        for (var number = 1UL; number <= 4; number++) Keep(spool, number);
        spool.Kept.LetGo([Safe.Receipt(2, 3)]);
        Assert.Equal([1UL, 4UL], Kept());
        Assert.Equal(2, spool.Health().Kept);
    }

    [Fact]
    public void A_queued_record_is_never_deleted_for_a_safe_receipt()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        spool.Kept.LetGo([Safe.Receipt(1, 1)]);
        Assert.Single(spool.Queued);
        SpoolBench.OnlyFile(_bench.Data.Spool);
    }

    [Fact]
    public void A_deletion_that_was_cut_is_finished_at_the_next_start()
    {
        var spool = _bench.Open();
        Keep(spool, 1);
        _bench.Disk.Fault = (operation, _) => operation == "delete" ? FaultyDisk.NoSpace : null;
        Assert.Throws<SpoolFullException>(() => spool.Kept.LetGo([Safe.Receipt(1, 1)]));
        Assert.Equal([1UL], Kept());
        Assert.Empty(spool.Kept.KeptRanges());
        _bench.Disk.Fault = (_, _) => null;
        _bench.Open();
        Assert.Empty(Kept());
    }

    [Fact]
    public void A_deleted_record_is_still_known_by_its_id()
    {
        var spool = _bench.Open();
        var manifest = Keep(spool, 1);
        spool.Kept.LetGo([Safe.Receipt(1, 1)]);
        spool = _bench.Open();
        Assert.Equal(1UL, spool.Find(manifest.RecordId)!.Sequence);
        Assert.Equal(1UL, spool.Tail.Sequence);
    }

    [Fact]
    public void What_the_hub_lost_is_queued_again_and_never_leaves_kept()
    {
        var spool = _bench.Open();
        var manifest = Keep(spool, 1);
        Keep(spool, 2);
        Assert.Equal(1, spool.Kept.QueueAgain([Safe.Range(1, 1), Safe.Range(7, 9)]));
        Assert.Equal(0, spool.Kept.QueueAgain([Safe.Range(1, 1)]));
        var entry = Assert.Single(spool.Queued);
        using (var record = spool.Open(entry))
        {
            Assert.Equal(manifest.Digest, record.Manifest.Digest);
            record.CheckDigest();
        }
        Assert.Equal([1UL, 2UL], Kept());

        spool.Release(entry, TestRecords.ReceiptFor(manifest));
        Assert.Empty(spool.Queued);
        Assert.Equal(0, spool.Kept.QueuedAgain);
        Assert.Equal([1UL, 2UL], Kept());
        Assert.Equal(2, spool.Health().Kept);
    }

    [Fact]
    public void The_new_receipt_of_a_record_sent_again_replaces_the_old_one()
    {
        var spool = _bench.Open();
        var manifest = Keep(spool, 1);
        spool.Kept.QueueAgain([Safe.Range(1, 1)]);
        spool.Release(spool.Queued.Single(), StoredReceipts.Sign(manifest, DateTimeOffset.UnixEpoch.AddYears(60), 77, TestKeys.Shared.Receipt));
        using var state = Edge.Agent.Storage.StateDatabase.Open(_bench.Data.StateDatabase, TimeProvider.System, _bench.Log);
        var receipt = state.With(c => (byte[])Edge.Agent.Storage.SqliteCalls.Prepare(c, "SELECT receipt FROM releases").ExecuteScalar()!);
        Assert.Equal(77UL, StoredReceipt.Parser.ParseFrom(receipt).ArchiveEpoch);
    }

    [Fact]
    public void A_kept_file_found_damaged_when_it_is_wanted_again_is_quarantined_and_told()
    {
        var spool = _bench.Open();
        Keep(spool, 1);
        var path = SpoolBench.OnlyFile(_bench.Data.Kept);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Seek(-1, SeekOrigin.End);
            var last = file.ReadByte();
            file.Seek(-1, SeekOrigin.End);
            file.WriteByte((byte)(last ^ 1));
        }
        spool.Kept.QueueAgain([Safe.Range(1, 1)]);
        var entry = spool.Queued.Single();
        using (var record = spool.Open(entry)) Assert.Throws<SpoolDamagedException>(record.CheckDigest);
        Assert.Empty(spool.Queued);
        Assert.Equal(0, spool.Kept.QueuedAgain);
        Assert.Equal(1UL, Assert.Single(spool.Damaged).Sequence);
        SpoolBench.OnlyFile(_bench.Data.Quarantine);
        Assert.Equal(0, spool.Health().Kept);
    }

    [Fact]
    public void The_archive_settled_last_survives_a_restart()
    {
        var spool = _bench.Open();
        Assert.Equal(ArchiveState.None, spool.Kept.Settled);
        spool.Kept.Settled = new ArchiveState(1_790_000_000, 3, 2);
        Assert.Equal(new ArchiveState(1_790_000_000, 3, 2), _bench.Open().Kept.Settled);
    }

    [Fact]
    public void Kept_records_younger_than_their_time_stay_and_intake_stops()
    {
        _bench.Options = new SpoolOptions { Store = SpoolOptions.Files, AllowVolatile = true, BallastBytes = 0, ReserveBytes = 1_000_000 };
        var spool = _bench.Open();
        Keep(spool, 1);
        _bench.Disk.Free = 1_000_100;
        var (manifest, bytes) = TestRecords.Make(2);
        Assert.Throws<SpoolFullException>(() => spool.Commit(manifest, bytes));
        Assert.Equal([1UL], Kept());
    }

    [Fact]
    public void When_room_is_needed_the_oldest_kept_records_past_their_time_go_and_no_more_than_needed()
    {
        _bench.Options = new SpoolOptions { Store = SpoolOptions.Files, AllowVolatile = true, BallastBytes = 0, ReserveBytes = 1_000_000, KeepFor = TimeSpan.FromDays(30) };
        var spool = _bench.Open();
        // Stored on the same day, then two months later a third, by the hub's signed clock; the board's own is not asked.
        foreach (var (number, day) in (ReadOnlySpan<(ulong, int)>)[(1, 0), (2, 0), (3, 61)])
        {
            var (kept, sealedBytes) = TestRecords.Make(number);
            spool.Commit(kept, sealedBytes);
            spool.Release(spool.Queued.Single(), StoredReceipts.Sign(kept, new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero).AddDays(day), 1, TestKeys.Shared.Receipt));
        }
        _bench.Disk.Free = 1_000_400;
        _bench.Disk.Fault = (operation, _) =>
        {
            if (operation == "delete") _bench.Disk.Free += 500;
            return null;
        };
        var (manifest, bytes) = TestRecords.Make(4);
        spool.Commit(manifest, bytes);
        Assert.Equal([2UL, 3UL], Kept());
    }

    public void Dispose() => _bench.Dispose();

    private static RecordManifest Keep(RecordSpool spool, ulong sequence)
    {
        var (manifest, bytes) = TestRecords.Make(sequence);
        spool.Commit(manifest, bytes);
        spool.Release(TestRecords.EntryFor(spool, manifest), TestRecords.ReceiptFor(manifest));
        return manifest;
    }

    private IEnumerable<ulong> Kept() => RecordListing.Read(_bench.Data.Kept).Entries.Select(e => e.Sequence).Order();
}
