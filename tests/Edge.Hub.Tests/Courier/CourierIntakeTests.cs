using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Contracts.Signing;
using Edge.Hub.Archive;
using Edge.Hub.Tests.Ingest;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Courier;

public sealed class CourierIntakeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_receipt_is_given_by_an_archive_that_was_removed_under_the_hub()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        await bench.Courier().TakeRecordAsync(CourierBench.File(board.Record(1_000)), Token);
        await using var held = await bench.Hub.Databases.CreateDbContextAsync(Token);
        await held.Database.OpenConnectionAsync(Token);
        File.Delete(bench.Hub.Paths.Database);

        var gone = await Assert.ThrowsAnyAsync<Exception>(() => bench.Courier().TakeRecordAsync(CourierBench.File(board.Record(1_000)), Token));
        // By a connection that was open, or by one that would open it anew.
        Assert.Matches("was removed|unable to open database file", gone.Message);
        Assert.False(File.Exists(bench.Hub.Paths.Database), "an empty archive was begun in its place");
    }

    [Fact]
    public async Task A_record_of_a_board_that_never_had_a_link_is_stored_and_receipted_again_and_again()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        var record = board.Record(100_000);

        var first = await bench.Courier().TakeRecordAsync(CourierBench.File(record), Token);
        var again = await bench.Courier().TakeRecordAsync(CourierBench.File(record), Token);

        Assert.Equal((false, true), (first.WasHere, again.WasHere));
        Assert.Equal(bench.Verified(first.Receipt, record.Manifest), bench.Verified(again.Receipt, record.Manifest));
        var row = Assert.Single(await bench.RecordsAsync());
        Assert.Equal((RecordState.Stored, "courier", "courier", RecordFlags.None), (row.State, row.Path, row.Carrier, row.Flags));
        Assert.True(await bench.ReadAsync(db => SealedBytes.AreGoodAsync(db, row, Token)));
    }

    [Fact]
    public async Task A_record_half_received_over_the_network_is_made_whole_by_the_stick_and_its_board_hears_of_it_at_once()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        var (manifest, bytes) = board.Record(100_000);
        await bench.SayAsync(board.Offer(manifest), board.Chunk(manifest, bytes, 20_000, 60_000));

        var (receipt, _) = await bench.Courier().TakeRecordAsync(CourierBench.File((manifest, bytes)), Token);

        // The board, which knows nothing of it, goes on sending: overlapping bytes, then the rest.
        var have = await bench.SayAsync(board.Chunk(manifest, bytes, 50_000, 100_000));
        Assert.Equal(receipt, have.Stored(manifest));
        Assert.Equal(receipt, (await bench.SayAsync(board.Chunk(manifest, bytes, 0, 20_000))).Stored(manifest));
        Assert.Equal(receipt, (await bench.SayAsync(board.OfferById(manifest))).Stored(manifest));
        var row = Assert.Single(await bench.RecordsAsync());
        Assert.Equal((RecordState.Stored, "courier"), (row.State, row.Path));
        Assert.True(await bench.ReadAsync(db => SealedBytes.AreGoodAsync(db, row, Token)));
        Assert.Equal(100_000, await bench.ReadAsync(db => db.Set<ArchivedChunk>().SumAsync(c => c.Length, Token)));
    }

    [Fact]
    public async Task A_record_that_came_over_the_network_first_stays_as_it_is()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        var (manifest, bytes) = board.Record(30_000);
        var have = await bench.SayAsync(board.Offer(manifest), board.Chunk(manifest, bytes, 0, 30_000));

        var (receipt, wasHere) = await bench.Courier().TakeRecordAsync(CourierBench.File((manifest, bytes)), Token);
        Assert.True(wasHere);
        Assert.Equal(have.Stored(manifest), receipt);
        Assert.Equal("mqtt", Assert.Single(await bench.RecordsAsync()).Path);
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_what_is_half_received_stays()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        var (manifest, bytes) = board.Record(30_000);
        await bench.SayAsync(board.Offer(manifest), board.Chunk(manifest, bytes, 0, 10_000));
        var file = CourierBench.File((manifest, bytes));

        foreach (var damaged in new[] { file[..^1], [.. file, 0], [.. file[..^1], (byte)(file[^1] ^ 1)], file[..50], [.. file[..10], (byte)(file[10] ^ 1), .. file[11..]] })
        {
            var refusal = await Record.ExceptionAsync(() => bench.Courier().TakeRecordAsync(damaged, Token));
            Assert.True(refusal is MalformedException or HubException, $"{refusal}");
        }
        var have = await bench.SayAsync(board.Chunk(manifest, bytes, 10_000, 30_000));
        Assert.NotNull(have.Stored(manifest));
    }

    [Fact]
    public async Task Another_hubs_board_and_a_forged_record_are_refused_by_name()
    {
        await using var bench = await IngestBench.OpenAsync();
        await bench.BoardAsync("kiosk-1");
        var stranger = new SimulatedBoard("elsewhere", SigningKey.Create());
        var forger = new SimulatedBoard("kiosk-1", SigningKey.Create());

        var unknown = await Assert.ThrowsAsync<HubException>(() => bench.Courier().TakeRecordAsync(CourierBench.File(stranger.Record(100)), Token));
        Assert.Contains("elsewhere", unknown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HubException>(() => bench.Courier().TakeSlipAsync(CourierBench.Slip(stranger, "elsewhere"), Token));
        var forged = await Assert.ThrowsAsync<HubException>(() => bench.Courier().TakeRecordAsync(CourierBench.File(forger.Record(100)), Token));
        Assert.Contains("not signed by any known key", forged.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HubException>(() => bench.Courier().TakeSlipAsync(CourierBench.Slip(forger, "kiosk-1"), Token));
        Assert.Empty(await bench.RecordsAsync());
        Assert.Empty(await bench.ReadAsync(db => db.Set<BoardContact>().ToListAsync(Token)));
    }

    [Fact]
    public async Task A_revoked_boards_last_records_are_stored_flagged_and_receipted_but_its_head_promises_nothing()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        var record = board.Record(1_000);
        await bench.Hub.Registry.RevokeAsync("kiosk-1", Token);

        Assert.Empty(await bench.Courier().TakeSlipAsync(CourierBench.Slip(board, "kiosk-1", 1, record), Token));
        var (receipt, _) = await bench.Courier().TakeRecordAsync(CourierBench.File(record), Token);
        bench.Verified(receipt, record.Manifest);
        Assert.Equal(RecordFlags.RevokedKey, Assert.Single(await bench.RecordsAsync()).Flags);
        Assert.Empty(await bench.ReadAsync(db => db.Set<Edge.Hub.Chains.Chain>().ToListAsync(Token)));
    }

    [Fact]
    public async Task A_slip_promises_what_its_board_made_without_pretending_that_it_was_heard()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        var (first, second) = (board.Record(500), board.Record(500));
        await bench.Courier().TakeRecordAsync(CourierBench.File(first), Token);

        var here = await bench.Courier().TakeSlipAsync(CourierBench.Slip(board, "kiosk-1", 1, first, second), Token);
        bench.Verified(Assert.Single(here), first.Manifest);
        var promise = Assert.Single(await bench.ReadAsync(db => db.Set<Edge.Hub.Chains.Chain>().ToListAsync(Token)));
        Assert.Equal(2, promise.LastSequence);
        var shown = Assert.Single(await bench.OverviewAsync());
        Assert.Null(shown.LastContactAge);
        Assert.Equal((2, 1), (shown.HeadSequence, shown.ChainGaps));
        Assert.Null((await new Edge.Hub.Chains.ChainReader(bench.Hub.Databases).ReadAsync("kiosk-1", Token)).LastContactAt);
    }

    [Fact]
    public async Task Two_copies_of_a_card_that_come_by_stick_and_network_are_a_fork()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        await bench.Courier().TakeRecordAsync(CourierBench.File(board.Record(500)), Token);
        var copy = board.Copy();
        await bench.Courier().TakeRecordAsync(CourierBench.File(board.Record(500)), Token);
        await bench.SayAsync(copy.Offer(copy.Record(500).Manifest));

        Assert.Equal(2, (await bench.RecordsAsync()).Count(r => r.Flags == RecordFlags.Forked));
        Assert.Contains(await bench.IncidentsAsync(), i => i.Kind == "fork");
    }

    [Fact]
    public async Task A_commit_that_fails_stores_nothing_and_the_same_import_works_later()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        var (manifest, bytes) = board.Record(30_000);
        await bench.SayAsync(board.Offer(manifest), board.Chunk(manifest, bytes, 0, 10_000));
        await bench.ExecuteAsync("CREATE TRIGGER \"NoRoom\" BEFORE UPDATE ON \"Records\" BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        await Assert.ThrowsAnyAsync<Exception>(() => bench.Courier().TakeRecordAsync(CourierBench.File((manifest, bytes)), Token));
        await bench.ExecuteAsync("DROP TRIGGER \"NoRoom\"");

        Assert.Equal(10_000, await bench.ReadAsync(db => db.Set<ArchivedChunk>().SumAsync(c => c.Length, Token)));
        var have = await bench.SayAsync(board.Offer(manifest));
        Assert.Equal(10_000ul, Assert.Single(Assert.Single(have.Records).Committed.Ranges).End);
        var (receipt, _) = await bench.Courier().TakeRecordAsync(CourierBench.File((manifest, bytes)), Token);
        bench.Verified(receipt, manifest);
    }

    [Fact]
    public async Task Receipts_are_by_the_key_the_board_knows_as_it_last_said_over_the_network_or_on_the_slip()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        var (first, second) = (board.Record(500), board.Record(500));
        var old = bench.Hub.Keys.Receipt.Public.Id;
        var made = Trust.TrustBench.Publish(bench.Hub, new Edge.Hub.Trust.StageRequest { NewReceipt = true });
        await bench.Courier().TakeSlipAsync(CourierBench.Slip(board, "kiosk-1", 1, first, second), Token);
        Assert.Equal(old, bench.Verified((await bench.Courier().TakeRecordAsync(CourierBench.File(first), Token)).Receipt, first.Manifest).KeyId);

        await bench.Courier().TakeSlipAsync(CourierBench.Slip(board, "kiosk-1", 2, first, second), Token);
        Assert.Equal(made, bench.Verified((await bench.Courier().TakeRecordAsync(CourierBench.File(second), Token)).Receipt, second.Manifest).KeyId);
        // An older slip comes late: a board never goes back.
        var again = await bench.Courier().TakeSlipAsync(CourierBench.Slip(board, "kiosk-1", 1, first), Token);
        Assert.Equal(made, bench.Verified(Assert.Single(again), first.Manifest).KeyId);
    }

    [Fact]
    public async Task Reports_of_damage_come_with_the_slip()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("kiosk-1");
        board.Record(100);
        var draft = CourierBench.Draft(board, "kiosk-1", 1, []);
        draft.Damaged.Add(new Contracts.Wire.DamagedRecord { Sequence = 1 });
        await bench.Courier().TakeSlipAsync(CourierSlips.Sign(draft, board.Key).ToByteArray(), Token);
        Assert.Equal(1, Assert.Single(await bench.OverviewAsync()).Damaged);
    }
}
