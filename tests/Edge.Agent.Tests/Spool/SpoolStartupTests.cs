using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Spool;

/// <summary>The design's table of what a start finds, row by row.</summary>
public sealed class SpoolStartupTests : IDisposable
{
    private readonly SpoolBench _bench = new();

    [Fact]
    public void A_file_in_tmp_is_removed()
    {
        _bench.Open();
        File.WriteAllText(Path.Combine(_bench.Data.Tmp, "half.rec"), "half");
        _bench.Open();
        Assert.Empty(Directory.GetFiles(_bench.Data.Tmp));
    }

    [Fact]
    public void A_start_makes_durable_what_it_sees_targets_of_moves_first()
    {
        _bench.Open();
        _bench.Disk.Operations.Clear();
        _bench.Open();
        var synced = _bench.Disk.Operations.Where(o => o.StartsWith("fsync-folder", StringComparison.Ordinal)).Select(o => o.Split('/')[^1]);
        Assert.Equal([Path.GetFileName(_bench.Data.Root), "kept", "quarantine", "spool"], synced);
    }

    [Fact]
    public void A_file_without_receipt_is_queued()
    {
        Commit(_bench.Open(), 1);
        Assert.Single(_bench.Open().Queued);
    }

    [Fact]
    public void A_file_with_a_receipt_is_moved_to_kept_and_never_queued()
    {
        var spool = _bench.Open();
        var manifest = Commit(spool, 1);
        _bench.Disk.Fault = (operation, _) => operation == "rename" ? FaultyDisk.NoSpace : null;
        Assert.Throws<SpoolFullException>(() => spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest)));
        SpoolBench.OnlyFile(_bench.Data.Spool);

        _bench.Disk.Fault = (_, _) => null;
        spool = _bench.Open();
        Assert.Empty(spool.Queued);
        SpoolBench.OnlyFile(_bench.Data.Kept);
        Assert.Empty(Directory.GetFiles(_bench.Data.Spool));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(40)]
    [InlineData(150)]
    [InlineData(-1)]
    public void A_truncated_tail_is_quarantined_and_its_number_never_given_again(int length)
    {
        var spool = _bench.Open();
        var first = Commit(spool, 1);
        var second = Commit(spool, 2);
        var path = PathOf(second);
        using (var file = File.OpenWrite(path)) file.SetLength(length < 0 ? file.Length + length : length);

        spool = _bench.Open();
        Assert.Equal(first.RecordId, Assert.Single(spool.Queued).RecordId);
        var damaged = Assert.Single(spool.Damaged);
        Assert.Equal(2UL, damaged.Sequence);
        // Only with its manifest still whole can it say more than its number.
        Assert.Equal(length == -1, damaged.Manifest is not null);
        Assert.Equal(2UL, spool.Tail.Sequence);
        Assert.Equal(length == -1 ? second.Digest : first.Digest, spool.Tail.Digest.ToArray());
        SpoolBench.OnlyFile(_bench.Data.Quarantine);
        Assert.True(spool.Find(second.RecordId)?.Damaged);

        Assert.Equal(2UL, Assert.Single(_bench.Open().Damaged).Sequence);
    }

    [Fact]
    public async Task Any_flipped_bit_of_the_tail_is_found()
    {
        var manifest = Commit(_bench.Open(), 1);
        var path = PathOf(manifest);
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at += 7)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= (byte)(1 << (at % 8));
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            var spool = _bench.Open();
            Assert.Empty(spool.Queued);
            Assert.Single(spool.Damaged);
            File.Delete(SpoolBench.OnlyFile(_bench.Data.Quarantine));
        }
    }

    [Fact]
    public void A_tail_with_more_bytes_than_its_manifest_says_is_damaged()
    {
        var manifest = Commit(_bench.Open(), 1);
        File.AppendAllText(PathOf(manifest), "x");
        Assert.Single(_bench.Open().Damaged);
    }

    [Fact]
    public void A_tail_under_a_false_name_is_damaged()
    {
        var manifest = Commit(_bench.Open(), 1);
        File.Move(PathOf(manifest), PathOf(manifest).Replace("-000000000001-", "-000000000009-", StringComparison.Ordinal));
        var spool = _bench.Open();
        Assert.Empty(spool.Queued);
        Assert.Equal(9UL, spool.Tail.Sequence);
    }

    [Fact]
    public void An_older_damaged_file_is_quarantined_when_it_is_first_opened()
    {
        var spool = _bench.Open();
        var first = Commit(spool, 1);
        Commit(spool, 2);
        File.AppendAllText(PathOf(first), "x");
        spool = _bench.Open();
        Assert.Equal(2, spool.Queued.Count);
        Assert.Throws<SpoolDamagedException>(() => spool.Open(TestRecords.EntryFor(spool, first)));
        Assert.Single(spool.Queued);
        Assert.Equal(first.Bytes, Assert.Single(spool.Damaged).Manifest.Manifest.ToByteArray());
    }

    [Fact]
    public void Damage_of_the_sealed_bytes_is_found_by_the_digest_and_reported_with_the_manifest()
    {
        var spool = _bench.Open();
        var manifest = Commit(spool, 1);
        using (var file = File.Open(PathOf(manifest), FileMode.Open))
        {
            file.Seek(-1, SeekOrigin.End);
            var last = file.ReadByte();
            file.Seek(-1, SeekOrigin.End);
            file.WriteByte((byte)(last ^ 1));
        }
        var entry = spool.Queued.Single();
        using var record = spool.Open(entry);
        Assert.Throws<SpoolDamagedException>(record.CheckDigest);
        Assert.Empty(spool.Queued);
        Assert.NotNull(Assert.Single(spool.Damaged).Manifest);
        // A receipt that still comes proves that the hub has it: no gap any more.
        spool.Release(entry, TestRecords.ReceiptFor(manifest));
        Assert.Empty(spool.Damaged);
        Assert.Empty(_bench.Open().Damaged);
    }

    [Fact]
    public void A_file_that_vanished_is_a_damaged_record_and_not_an_endless_error()
    {
        var spool = _bench.Open();
        File.Delete(PathOf(Commit(spool, 1)));
        Assert.Throws<SpoolDamagedException>(() => spool.Open(spool.Queued.Single()));
        Assert.Empty(spool.Queued);
        Assert.Equal(1UL, Assert.Single(spool.Damaged).Sequence);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lost_or_damaged_ledger_is_rebuilt_from_kept(bool lost)
    {
        var spool = _bench.Open();
        var manifest = Commit(spool, 1);
        var waiting = Commit(spool, 2);
        spool.Release(TestRecords.EntryFor(spool, manifest), TestRecords.ReceiptFor(manifest));
        _bench.Close();
        foreach (var tail in (string[])["-wal", "-shm"]) File.Delete(_bench.Data.StateDatabase + tail);
        if (lost) File.Delete(_bench.Data.StateDatabase);
        else File.WriteAllText(_bench.Data.StateDatabase, new string('x', 8192));

        spool = _bench.Open();
        Assert.Equal(new HeldRecord(manifest.RecordId, manifest.ChainId, 1, Damaged: false), spool.Find(manifest.RecordId));
        Assert.Equal(waiting.RecordId, Assert.Single(spool.Queued).RecordId);
        Assert.Contains(_bench.Log.At(LogLevel.Warning), l => l.Contains("ledger", StringComparison.Ordinal));
        Assert.Equal(lost, Directory.GetFiles(_bench.Data.Root, "state.db.damaged-*").Length == 0);
    }

    [Fact]
    public void Foreign_names_are_left_alone_and_counted_once()
    {
        _bench.Open();
        File.WriteAllText(Path.Combine(_bench.Data.Spool, "readme.txt"), "");
        File.WriteAllText(Path.Combine(_bench.Data.Spool, "0A1B2C3D-000000000001-5-00000000-0000-4000-8000-000000000001.rec"), "");
        Assert.Empty(_bench.Open().Queued);
        Assert.Equal(2, Directory.GetFiles(_bench.Data.Spool).Length);
        Assert.Contains("not named like records: 2; they are left alone", Assert.Single(_bench.Log.At(LogLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public void Records_of_a_former_key_stay_good()
    {
        var spool = _bench.Open();
        Commit(spool, 1);
        using var newKey = SigningKey.Create();
        _bench.Keys = [newKey.Public, TestKeys.Shared.Node.Public];
        Assert.Single(_bench.Open().Queued);
        _bench.Keys = [newKey.Public];
        Assert.Single(_bench.Open().Damaged);
    }

    [Fact]
    public void Where_everything_seems_damaged_a_start_does_not_empty_the_whole_queue()
    {
        var spool = _bench.Open();
        for (ulong i = 1; i <= 20; i++) Commit(spool, i);
        using var stranger = SigningKey.Create();
        _bench.Keys = [stranger.Public];
        spool = _bench.Open();
        Assert.Equal(12, spool.Queued.Count);
        Assert.Equal(8, spool.Damaged.Count);
        Assert.Equal(20UL, spool.Tail.Sequence);
    }

    public void Dispose() => _bench.Dispose();

    private static RecordManifest Commit(RecordSpool spool, ulong sequence)
    {
        var (manifest, bytes) = TestRecords.Make(sequence);
        spool.Commit(manifest, bytes);
        return manifest;
    }

    private string PathOf(RecordManifest manifest) => Path.Combine(_bench.Data.Spool, RecordFileName.Of(RecordFileName.Entry(manifest, 0)));
}
