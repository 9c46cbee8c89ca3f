using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;

namespace Edge.Agent.Tests.Spool;

/// <summary>Nothing is left of a board's records but what it knows of them, and the database that knew it is lost.</summary>
public sealed class LedgerLossTests : IDisposable
{
    private readonly SpoolBench _bench = new();

    [Theory]
    [InlineData("deleted")]
    [InlineData("damaged")]
    [InlineData("emptied")]
    [InlineData("older")]
    public void Numbers_go_on_the_chain_holds_and_released_ids_are_known(string how)
    {
        var spool = _bench.Open();
        Release(spool, 1);
        _bench.Close();
        var older = File.ReadAllBytes(_bench.Data.StateDatabase);
        spool = _bench.Open();
        var records = new[] { Release(spool, 2), Release(spool, 3) };
        spool.Kept.LetGo([Safe.Receipt(1, 3)]);
        Assert.Empty(Directory.GetFiles(_bench.Data.Kept));
        _bench.Close();

        Ruin(_bench.Data.StateDatabase, how, older);
        spool = _bench.Open();
        Assert.Equal(3UL, spool.Tail.Sequence);
        Assert.Equal(records[1].Digest, spool.Tail.Digest.ToArray());
        Assert.All(records, r => Assert.Equal(new HeldRecord(r.RecordId, r.ChainId, r.Fields.Sequence, Damaged: false), spool.Find(r.RecordId)));
        Assert.Contains(_bench.Log.All, l => l.Contains("released.db", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("damaged")]
    public void A_lost_copy_is_made_again_from_the_ledger(string how)
    {
        var spool = _bench.Open();
        var record = Release(spool, 1);
        spool.Kept.LetGo([Safe.Receipt(1, 1)]);
        _bench.Close();
        Ruin(_bench.Data.ReleasedDatabase, how, []);
        _bench.Open().Dispose();
        Ruin(_bench.Data.StateDatabase, "deleted", []);
        spool = _bench.Open();
        Assert.Equal(1UL, spool.Tail.Sequence);
        Assert.NotNull(spool.Find(record.RecordId));
    }

    [Fact]
    public void A_board_of_an_earlier_version_gets_its_copy_at_the_first_start()
    {
        var spool = _bench.Open();
        var record = Release(spool, 1);
        _bench.Close();
        foreach (var file in Directory.GetFiles(_bench.Data.Root, "released.db*")) File.Delete(file);
        using (var state = StateDatabase.Open(_bench.Data.StateDatabase, TimeProvider.System, _bench.Log)) state.With(c => c.Run("DROP TABLE compared"));
        _bench.Open().Dispose();
        Ruin(_bench.Data.StateDatabase, "deleted", []);
        foreach (var file in Directory.GetFiles(_bench.Data.Kept)) File.Delete(file);
        Assert.NotNull(_bench.Open().Find(record.RecordId));
    }

    [Fact]
    public void Kept_files_that_cannot_be_read_still_have_numbers()
    {
        var spool = _bench.Open();
        Release(spool, 7);
        _bench.Close();
        foreach (var file in Directory.GetFiles(_bench.Data.Root, "*.db*")) File.Delete(file);
        var kept = SpoolBench.OnlyFile(_bench.Data.Kept);
        File.WriteAllText(kept, "x");
        Assert.Equal(7UL, _bench.Open().Tail.Sequence);
    }

    public void Dispose() => _bench.Dispose();

    private static RecordManifest Release(RecordSpool spool, ulong number)
    {
        var (manifest, bytes) = TestRecords.Make(number);
        spool.Commit(manifest, bytes);
        spool.Release(TestRecords.EntryFor(spool, manifest), TestRecords.ReceiptFor(manifest));
        return manifest;
    }

    private static void Ruin(string database, string how, byte[] older)
    {
        foreach (var tail in (string[])["-wal", "-shm"]) File.Delete(database + tail);
        if (how == "deleted") File.Delete(database);
        else if (how == "emptied") File.Create(database).Dispose();
        else
        {
            using var file = File.Open(database, how == "older" ? FileMode.Create : FileMode.Open);
            file.Write(how == "older" ? older : new byte[4096]);
        }
    }
}
