using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;

namespace Edge.Agent.Tests.Spool;

/// <summary>What is in quarantine is looked at again: at each start, and when somebody asks.</summary>
public sealed class QuarantineTests : IDisposable
{
    private readonly SpoolBench _bench = new();

    [Fact]
    public void A_whole_record_in_quarantine_is_queued_again_at_the_next_start()
    {
        var (manifest, entry) = Condemned();
        var spool = _bench.Open();
        Assert.Equal(entry, Assert.Single(spool.Queued));
        Assert.Empty(spool.Damaged);
        Assert.Empty(Directory.GetFiles(_bench.Data.Quarantine));
        using var record = spool.Open(entry);
        record.CheckDigest();
        Assert.Equal(manifest.Digest, record.Manifest.Digest);
        Assert.Equal(manifest.Digest, spool.Tail.Digest.ToArray());
    }

    [Fact]
    public void A_damaged_record_stays_there_and_is_told()
    {
        var (_, entry) = Condemned();
        Flip(Path.Combine(_bench.Data.Quarantine, RecordFileName.Of(entry)));
        var spool = _bench.Open();
        Assert.Empty(spool.Queued);
        Assert.Equal(1UL, Assert.Single(spool.Damaged).Sequence);
        var line = Assert.Single(spool.ReviewQuarantine());
        Assert.Equal(("damaged", entry.RecordId), (line.State, line.RecordId));
        Assert.Single(spool.Quarantined);
    }

    [Fact]
    public void A_record_that_has_become_whole_is_queued_again_on_demand()
    {
        var (_, entry) = Condemned();
        var path = Path.Combine(_bench.Data.Quarantine, RecordFileName.Of(entry));
        Flip(path);
        var spool = _bench.Open();
        Flip(path);
        Assert.Equal("queued", Assert.Single(spool.ReviewQuarantine()).State);
        Assert.Equal(entry, Assert.Single(spool.Queued));
        Assert.Empty(spool.Damaged);
        Assert.Empty(spool.Quarantined);
        Assert.Equal(entry, Assert.Single(_bench.Open().Queued));
    }

    [Fact]
    public void A_full_disk_leaves_it_where_it_is_for_the_next_time()
    {
        var (_, entry) = Condemned();
        _bench.Disk.Fault = (operation, path) => operation == "create" && path.EndsWith(".rec", StringComparison.Ordinal) ? FaultyDisk.NoSpace : null;
        var spool = _bench.Open();
        Assert.Equal("held", Assert.Single(spool.ReviewQuarantine()).State);
        SpoolBench.OnlyFile(_bench.Data.Quarantine);
        _bench.Disk.Fault = (_, _) => null;
        Assert.Equal("queued", Assert.Single(spool.ReviewQuarantine()).State);
        Assert.Equal(entry, Assert.Single(spool.Queued));
    }

    [Fact]
    public void A_stop_between_queueing_and_removing_leaves_one_record()
    {
        var (_, entry) = Condemned();
        _bench.Disk.Fault = (operation, path) => operation == "delete" && path.Contains("quarantine", StringComparison.Ordinal) ? FaultyDisk.NoSpace : null;
        Assert.Equal(entry, Assert.Single(_bench.Open().Queued));
        SpoolBench.OnlyFile(_bench.Data.Quarantine);
        _bench.Disk.Fault = (_, _) => null;
        Assert.Equal(entry, Assert.Single(_bench.Open().Queued));
        Assert.Empty(Directory.GetFiles(_bench.Data.Quarantine));
    }

    [Fact]
    public void A_whole_record_with_a_receipt_goes_to_kept_where_the_hub_may_ask_for_it()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest));
        var kept = SpoolBench.OnlyFile(_bench.Data.Kept);
        File.Move(kept, Path.Combine(_bench.Data.Quarantine, Path.GetFileName(kept)));
        spool = _bench.Open();
        Assert.Equal(kept, SpoolBench.OnlyFile(_bench.Data.Kept));
        Assert.Empty(spool.Queued);
        Assert.Equal(1, spool.Health().Kept);
    }

    public void Dispose() => _bench.Dispose();

    // As earlier versions left it: the read failed, and the file is whole.
    private (RecordManifest Manifest, SpoolEntry Entry) Condemned()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        var entry = spool.Queued.Single();
        File.Move(SpoolBench.OnlyFile(_bench.Data.Spool), Path.Combine(_bench.Data.Quarantine, RecordFileName.Of(entry)));
        return (manifest, entry);
    }

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        using var file = File.Create(path);
        file.Write(bytes);
    }
}
