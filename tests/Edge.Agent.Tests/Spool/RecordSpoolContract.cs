using Edge.Agent.Spool;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;

namespace Edge.Agent.Tests.Spool;

/// <summary>What every store of sealed records must do, whatever it is made of.</summary>
public abstract class RecordSpoolContract
{
    /// <summary>Opens the store; called again, it opens the same data as after a restart.</summary>
    private protected abstract (IRecordSpool Spool, IRecordIndex Index) Open();

    [Fact]
    public void An_empty_spool_has_no_records_and_no_tail()
    {
        var (spool, index) = Open();
        Assert.Empty(spool.Queued);
        Assert.Empty(spool.Damaged);
        Assert.Equal(0UL, index.Tail.Sequence);
        Assert.Null(index.Find(TestRecords.NewId()));
    }

    [Fact]
    public void A_committed_record_is_read_back_bit_for_bit_after_reopening()
    {
        var (manifest, bytes) = TestRecords.Make(1, 100_000, priority: 2);
        Open().Spool.Commit(manifest, bytes);

        var spool = Open().Spool;
        var entry = Assert.Single(spool.Queued);
        Assert.Equal((manifest.RecordId, 1UL, 2), (entry.RecordId, entry.Sequence, entry.Priority));
        using var record = spool.Open(entry);
        Assert.Equal(manifest.Bytes, record.Manifest.Bytes);
        Assert.Equal(manifest.Signature, record.Manifest.Signature);
        var read = new byte[bytes.Length];
        record.Read(0, read.AsSpan(0, 60_001));
        record.Read(60_001, read.AsSpan(60_001));
        Assert.Equal(bytes, read);
        record.CheckDigest();
    }

    [Fact]
    public void Reading_past_the_end_is_the_callers_mistake_and_harms_nothing()
    {
        var (manifest, bytes) = TestRecords.Make(1, 100);
        var spool = Open().Spool;
        spool.Commit(manifest, bytes);
        using var record = spool.Open(spool.Queued.Single());
        Assert.Throws<ArgumentOutOfRangeException>(() => record.Read(50, new byte[51]));
        Assert.Single(spool.Queued);
    }

    [Fact]
    public void The_tail_is_the_newest_record_over_restarts_and_releases()
    {
        var (first, firstBytes) = TestRecords.Make(1);
        var (second, secondBytes) = TestRecords.Make(2);
        var (spool, index) = Open();
        spool.Commit(first, firstBytes);
        spool.Commit(second, secondBytes);
        AssertTail(second, index);
        AssertTail(second, Open().Index);
        spool = Open().Spool;
        spool.Release(TestRecords.EntryFor(spool, second), TestRecords.ReceiptFor(second));
        AssertTail(second, Open().Index);
    }

    [Fact]
    public void A_released_record_is_off_the_queue_for_good_and_still_found()
    {
        var (manifest, bytes) = TestRecords.Make(1);
        var (spool, index) = Open();
        spool.Commit(manifest, bytes);
        spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest));
        Assert.Empty(spool.Queued);
        Assert.Equal(new HeldRecord(manifest.RecordId, manifest.ChainId, 1, Damaged: false), index.Find(manifest.RecordId));

        (spool, index) = Open();
        Assert.Empty(spool.Queued);
        Assert.Equal(1UL, index.Find(manifest.RecordId)?.Sequence);
    }

    [Fact]
    public void Releasing_again_changes_nothing()
    {
        var (manifest, bytes) = TestRecords.Make(1);
        var spool = Open().Spool;
        spool.Commit(manifest, bytes);
        var entry = spool.Queued.Single();
        spool.Release(entry, TestRecords.ReceiptFor(manifest));
        spool.Release(entry, TestRecords.ReceiptFor(manifest));
        spool = Open().Spool;
        spool.Release(entry, TestRecords.ReceiptFor(manifest));
        Assert.Empty(spool.Queued);
    }

    [Fact]
    public void A_receipt_for_another_record_releases_nothing()
    {
        var (mine, bytes) = TestRecords.Make(1);
        var spool = Open().Spool;
        spool.Commit(mine, bytes);
        Assert.Throws<SpoolException>(() => spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(TestRecords.Make(1).Manifest)));
        Assert.Single(spool.Queued);
    }

    [Fact]
    public void A_queued_record_is_found_by_its_id()
    {
        var (manifest, bytes) = TestRecords.Make(7);
        var (spool, index) = Open();
        spool.Commit(manifest, bytes);
        Assert.Equal(new HeldRecord(manifest.RecordId, manifest.ChainId, 7, Damaged: false), index.Find(manifest.RecordId));
    }

    [Fact(Timeout = 120_000)]
    public async Task Changed_completes_at_commit_and_at_release()
    {
        var (manifest, bytes) = TestRecords.Make(1);
        var spool = Open().Spool;
        var change = spool.Changed;
        Assert.False(change.IsCompleted);
        spool.Commit(manifest, bytes);
        await change;
        change = spool.Changed;
        Assert.False(change.IsCompleted);
        spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest));
        await change;
    }

    [Fact]
    public void A_snapshot_of_the_queue_does_not_move_under_its_reader()
    {
        var spool = Open().Spool;
        for (ulong i = 1; i <= 3; i++) Commit(spool, i);
        var seen = spool.Queued;
        Commit(spool, 4);
        Assert.Equal(3, seen.Count);
        Assert.Equal(4, spool.Queued.Count);
    }

    private static void Commit(IRecordSpool spool, ulong sequence)
    {
        var (manifest, bytes) = TestRecords.Make(sequence);
        spool.Commit(manifest, bytes);
    }

    private static void AssertTail(RecordManifest expected, IRecordIndex index)
    {
        Assert.Equal(expected.Fields.Sequence, index.Tail.Sequence);
        Assert.Equal(expected.Digest, index.Tail.Digest.ToArray());
    }
}
