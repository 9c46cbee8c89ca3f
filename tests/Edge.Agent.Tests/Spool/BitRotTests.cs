using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;
using Edge.Hosting.Configuration;

namespace Edge.Agent.Tests.Spool;

/// <summary>A card that forgets a bit, anywhere: the board starts or says what is wrong, and no other record is lost.</summary>
public sealed class BitRotTests : IDisposable
{
    private readonly SpoolBench _bench = new();

    [Fact]
    public void A_flipped_bit_in_any_byte_of_a_record_is_told_and_costs_no_other()
    {
        var (first, firstBytes) = TestRecords.Make(1, 120);
        var (second, secondBytes) = TestRecords.Make(2, 120);
        var whole = RecordFrame.HeaderLength(first) + firstBytes.Length;
        for (var at = 0; at < whole; at++)
        {
            using var bench = new SpoolBench();
            var spool = bench.Open();
            spool.Commit(first, firstBytes);
            spool.Commit(second, secondBytes);
            Flip(Path.Combine(bench.Data.Spool, RecordFileName.Of(spool.Queued.First(e => e.Sequence == 1))), at, 1 << (at % 8));

            spool = bench.Open();
            Assert.Null(Read(spool, 1));
            Assert.Equal(second.Digest, Read(spool, 2)!.Digest);
            Assert.Equal(1UL, Assert.Single(spool.Damaged).Sequence);
            SpoolBench.OnlyFile(bench.Data.Quarantine);
        }
    }

    [Theory]
    [InlineData("state.db")]
    [InlineData("state.db-wal")]
    [InlineData("kept/*.rec")]
    [InlineData("quarantine/*.rec")]
    [InlineData("ballast")]
    public void A_flipped_bit_in_any_other_file_loses_no_record(string pattern)
    {
        var dice = new Random(11);
        for (var round = 0; round < 60; round++)
        {
            using var bench = new SpoolBench { Options = new SpoolOptions { Store = SpoolOptions.Files, AllowVolatile = true, ReserveBytes = 0, BallastBytes = 4096 } };
            var waiting = Fill(bench);
            var file = Assert.Single(Directory.GetFiles(bench.Data.Root, pattern, SearchOption.TopDirectoryOnly));
            Flip(file, dice.Next((int)new FileInfo(file).Length), 1 << dice.Next(8));

            RecordSpool spool;
            try
            {
                spool = bench.Open();
            }
            catch (SpoolException e)
            {
                // A clear word is enough: the records are on the disk, and nothing was done to them.
                Assert.Contains("state.db", e.Message, StringComparison.Ordinal);
                Assert.Equal(2, Directory.GetFiles(bench.Data.Spool).Length);
                continue;
            }
            Assert.Equal(waiting.Order(), spool.Queued.Select(e => e.RecordId).Order());
            Assert.All(spool.Queued, e => Assert.NotNull(Read(spool, e.Sequence)));
            var (next, bytes) = TestRecords.Make(spool.Tail.Sequence + 1);
            Assert.True(spool.Tail.Sequence >= 4, "a number would be given twice");
            spool.Commit(next, bytes);
        }
    }

    [Fact]
    public void A_deleted_ledger_is_rebuilt_and_nothing_waits_that_was_released()
    {
        var waiting = Fill(_bench);
        foreach (var file in Directory.GetFiles(_bench.Data.Root, "state.db*")) File.Delete(file);
        var spool = _bench.Open();
        Assert.Equal(waiting.Order(), spool.Queued.Select(e => e.RecordId).Order());
        Assert.Equal(1, spool.Health().Kept);
        Assert.Equal(4UL, spool.Tail.Sequence);
    }

    [Fact]
    public void A_spool_folder_that_is_deleted_while_running_stops_the_store_and_nothing_more_is_accepted()
    {
        var spool = _bench.Open();
        var (first, firstBytes) = TestRecords.Make(1);
        spool.Commit(first, firstBytes);
        Directory.Delete(_bench.Data.Spool, recursive: true);
        var (second, secondBytes) = TestRecords.Make(2);
        Assert.Contains(_bench.Data.Spool, Assert.ThrowsAny<SpoolException>(() => spool.Commit(second, secondBytes)).Message, StringComparison.Ordinal);
        // Even when somebody makes it again: what was there is not.
        Directory.CreateDirectory(_bench.Data.Spool);
        Assert.Contains("Restart", Assert.Throws<SpoolException>(() => spool.Commit(second, secondBytes)).Message, StringComparison.Ordinal);
        Assert.Equal("failed", spool.Health().State);

        spool = _bench.Open();
        spool.Commit(second, secondBytes);
        Assert.Equal(second.RecordId, Assert.Single(spool.Queued).RecordId);
    }

    [Fact]
    public async Task A_flipped_bit_in_the_boards_identity_is_refused_in_words()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        var files = Directory.GetFiles(Path.Combine(agent.Data.Root, "identity")).Order(StringComparer.Ordinal).ToArray();
        var (dice, refused) = (new Random(3), 0);
        for (var round = 0; round < 200; round++)
        {
            var file = files[round % files.Length];
            var (at, bit) = (dice.Next((int)new FileInfo(file).Length), 1 << dice.Next(8));
            Flip(file, at, bit);
            try
            {
                // Certificates are TLS's to judge, and a changed line end is none.
                var identity = IdentityStore.Load(agent.Data);
                Edge.Agent.Identity.SignerKeys.Remember(agent.Data, identity.Key.Public, new Edge.Hosting.Linux.LinuxDisk());
            }
            catch (ConfigurationException e)
            {
                Assert.Contains("Provision the board again", e.Message, StringComparison.Ordinal);
                refused++;
            }
            Flip(file, at, bit);
        }
        Assert.True(refused > 50, $"only {refused} of 200 were refused, in {files.Length} files");
    }

    public void Dispose() => _bench.Dispose();

    // Two waiting, one kept, one quarantined; the process killed, so that the ledger's log is there.
    private static List<Guid> Fill(SpoolBench bench)
    {
        var spool = bench.Open();
        for (ulong number = 1; number <= 4; number++)
        {
            var (manifest, bytes) = TestRecords.Make(number, 200);
            spool.Commit(manifest, bytes);
        }
        var entries = spool.Queued.OrderBy(e => e.Sequence).ToList();
        Flip(Path.Combine(bench.Data.Spool, RecordFileName.Of(entries[1])), (int)new FileInfo(Path.Combine(bench.Data.Spool, RecordFileName.Of(entries[1]))).Length - 1, 1);
        Assert.Null(Read(spool, 2));
        using (var record = spool.Open(entries[0]))
        {
            var manifest = record.Manifest;
            spool.Release(entries[0], TestRecords.ReceiptFor(manifest));
        }
        bench.Abandon();
        return [entries[2].RecordId, entries[3].RecordId];
    }

    private static RecordManifest? Read(RecordSpool spool, ulong sequence)
    {
        if (spool.Queued.SingleOrDefault(e => e.Sequence == sequence) is not { } entry) return null;
        try
        {
            using var record = spool.Open(entry);
            record.CheckDigest();
            return record.Manifest;
        }
        catch (SpoolDamagedException)
        {
            return null;
        }
    }

    private static void Flip(string path, int at, int bit)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = at;
        var was = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(was ^ bit));
    }
}
