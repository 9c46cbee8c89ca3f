using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Trust;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Trust;

/// <summary>Which key signs a board's receipts while trust files change.</summary>
public sealed class ReceiptKeyChoiceTests
{
    [Fact]
    public async Task A_board_gets_receipts_by_the_newest_key_its_own_trust_file_names()
    {
        await using var bench = await IngestBench.OpenAsync();
        var (late, quick) = (await bench.BoardAsync("late"), await bench.BoardAsync("quick"));
        var old = bench.Hub.Keys.Trust;
        var made = TrustBench.Publish(bench.Hub, new StageRequest { NewReceipt = true });
        quick.TrustVersion = 2;
        StoredReceipts.Verify(await StoreAsync(bench, late), old);
        Assert.Equal(made, KeyOf(await StoreAsync(bench, quick)));
    }

    [Fact]
    public async Task A_retired_key_signs_only_for_boards_that_know_no_newer_one()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var first = bench.Hub.Keys.Receipt.Public.Id;
        var made = TrustBench.Publish(bench.Hub, new StageRequest { NewReceipt = true, RetireReceipt = [first] });
        Assert.Equal(first, KeyOf(await StoreAsync(bench, board)));
        // Too old to say, or provisioned from a hub that is gone: never by a key that is not in force.
        board.TrustVersion = 0;
        Assert.Equal(made, KeyOf(await StoreAsync(bench, board)));
        board.TrustVersion = 2;
        Assert.Equal(made, KeyOf(await StoreAsync(bench, board)));
    }

    [Fact]
    public async Task A_revoked_key_signs_nothing_even_for_a_board_that_knows_no_other()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var first = bench.Hub.Keys.Receipt.Public.Id;
        var made = TrustBench.Publish(bench.Hub, new StageRequest { NewReceipt = true, RevokeReceipt = [first] });
        foreach (var version in new ulong[] { 0, 1, 2, 3, ulong.MaxValue })
        {
            board.TrustVersion = version;
            Assert.Equal(made, KeyOf(await StoreAsync(bench, board)));
        }
        bench.Restart();
        board.TrustVersion = 1;
        Assert.Equal(made, KeyOf(await StoreAsync(bench, board)));
    }

    [Fact]
    public async Task A_stored_receipt_by_a_key_replaced_since_is_signed_anew_and_says_the_same()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(100);
        var before = Assert.Single((await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100))).Records).Stored;
        bench.Hub.Time.Now += TimeSpan.FromDays(40);
        var made = TrustBench.Publish(bench.Hub, new StageRequest { NewReceipt = true, RevokeReceipt = [KeyOf(before)] });
        board.TrustVersion = 2;
        var after = Assert.Single((await bench.SayAsync(board.OfferById(record))).Records).Stored;
        var (old, said) = (StoredReceipt.Parser.ParseFrom(before.Receipt), StoredReceipts.Verify(after, record, bench.Hub.Keys.Trust));
        old.KeyId = made!;
        Assert.Equal(old, said);
        // Written down: the next run says this one.
        bench.Restart();
        Assert.Equal(after, Assert.Single((await bench.SayAsync(board.OfferById(record))).Records).Stored);
    }

    [Fact]
    public async Task A_record_sealed_to_a_key_no_trust_file_names_is_stored_all_the_same()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        TrustBench.Publish(bench.Hub, new StageRequest { AddRegistry = [TrustBench.PublicPem()], RetireRegistry = [bench.Hub.Keys.Trust.Registry.Id] });
        await StoreAsync(bench, board);
        var stored = Assert.Single(await bench.RecordsAsync());
        Assert.Equal((Hub.Archive.RecordState.Stored, RecordFlags.None), (stored.State, stored.Flags));
        Assert.DoesNotContain(bench.Hub.Keys.Trust.RegistryKeys, k => k.Id == stored.RecipientKeyId);
    }

    [Fact]
    public async Task The_hub_remembers_which_trust_file_a_board_has_and_notes_one_that_is_ahead_of_it()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        board.TrustVersion = 7;
        await bench.SayAsync(board.Offer());
        var contact = await bench.ReadAsync(db => db.Set<BoardContact>().AsNoTracking().SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(7, contact.TrustVersion);
        Assert.Equal("trust-ahead", Assert.Single(await bench.IncidentsAsync()).Kind);
    }

    private static async Task<SignedReceipt> StoreAsync(IngestBench bench, SimulatedBoard board)
    {
        var (record, bytes) = board.Record(100);
        return Assert.Single((await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100))).Records).Stored;
    }

    private static string KeyOf(SignedReceipt receipt) => StoredReceipt.Parser.ParseFrom(receipt.Receipt).KeyId;
}
