using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Audit;
using Edge.Hub.Fleet;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Views.Fleet;
using Edge.Hub.Views;
using Edge.Hub.Views.Custody;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Hub.Tests.Views.Custody;

public sealed class CustodyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_the_records_of_a_board_are_is_told_in_numbers_that_are_kept()
    {
        await using var bench = await FleetBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await bench.Keeper.LoadAsync(Token);
        await StoreAsync(bench, board, 3);
        var (open, bytes) = board.Record(1_000);
        var offer = board.NextOffer(1);
        offer.BacklogRecords = 4;
        offer.Damaged.Add(new DamagedRecord { Sequence = 9 });
        await bench.Ingest.SayAsync(board.Offer(open), board.Chunk(open, bytes, 0, 10), board.Message("offer", offer));
        await bench.StepAsync();
        var row = (await new CustodyViews(bench.Ingest.Hub.Databases, bench.Book).OneAsync("board-1", Token))!;
        Assert.Equal((3L, 3L, 1L, 1L, 3L), (row.Stored, row.Received, row.Receiving, row.Damaged, row.NotSafe));
        Assert.Equal(4L, row.OutThere);
        Assert.Equal(300L, row.StoredBytes);
        var view = await new CustodyViews(bench.Ingest.Hub.Databases, bench.Book).ReadAsync(Token);
        Assert.Equal((1L, 3L, 1L), (view.Totals.Boards, view.Totals.Stored, view.Totals.Damaged));
    }

    [Fact]
    public async Task What_the_hub_would_not_take_is_told_with_its_reason()
    {
        await using var bench = await FleetBench.OpenAsync();
        var (board, other) = (await bench.Ingest.BoardAsync("board-1"), new SimulatedBoard("board-1", new Contracts.Signing.SigningKey(Support.NodeBench.NewKey())));
        await bench.Keeper.LoadAsync(Token);
        // Signed by a key nobody knows.
        var (record, _) = other.Record(100);
        await bench.Ingest.SayAsync(board.Offer(record));
        await bench.Ingest.SayAsync(board.Offer(record));
        await bench.StepAsync();
        var held = Assert.Single((await new CustodyViews(bench.Ingest.Hub.Databases, bench.Book).OneAsync("board-1", Token))!.Held);
        Assert.Equal((HoldReason.Signature, 1, 2L), (held.Reason, held.Records, held.Told));
    }

    [Fact]
    public async Task Notes_are_bounded_and_audited_without_their_text_and_a_locked_board_is_told_nothing()
    {
        await using var bench = await FleetBench.OpenAsync();
        var hub = bench.Ingest.Hub;
        await bench.Ingest.BoardAsync("board-1");
        var commands = new BoardCommands(hub.Registry, hub.Archive, new AuditLog(hub.Archive, hub.Time), new HostApplication(bench.Health, hub.Registry, hub.Time, NullLogger<HostApplication>.Instance), hub.Takeover, bench.Ingest.Ingestor, hub.Time);
        await Assert.ThrowsAsync<MalformedException>(() => commands.NoteAsync(Actor.User("lan"), "board-1", " \n ", Token));
        await Assert.ThrowsAsync<MalformedException>(() => commands.NoteAsync(Actor.User("lan"), "board-1", new string('x', 1_001), Token));
        await Assert.ThrowsAsync<HubException>(() => commands.NoteAsync(Actor.User("lan"), "nobody", "x", Token));
        for (var i = 0; i < BoardCommands.MostNotes + 5; i++) await commands.NoteAsync(Actor.User("lan"), "board-1", $"note {i}", Token);
        var notes = await commands.NotesAsync("board-1", Token);
        Assert.Equal((BoardCommands.MostNotes, "note 204", "note 5"), (notes.Count, notes[0].Text, notes[^1].Text));
        // Nothing to ask over: said so, and on record all the same.
        Assert.False(await commands.RebirthAsync(Actor.User("minh"), "board-1", Token));
        await commands.OfferAgainAsync(Actor.User("minh"), "board-1", Token);
        await hub.Registry.RevokeAsync("board-1", Token);
        await Assert.ThrowsAsync<HubException>(() => commands.RebirthAsync(Actor.User("minh"), "board-1", Token));
        await Assert.ThrowsAsync<HubException>(() => commands.OfferAgainAsync(Actor.User("minh"), "board-1", Token));
        var acts = await bench.Ingest.ReadAsync(db => db.Set<AuditEntry>().ToListAsync(Token));
        Assert.Equal(["board-offer-again", "board-rebirth-asked"], acts.Where(a => a.Actor == "user:minh").Select(a => a.Act).Order());
        Assert.All(acts.Where(a => a.Act == "board-noted"), a => Assert.DoesNotContain("note 1", a.Detail, StringComparison.Ordinal));
    }

    private static async Task StoreAsync(FleetBench bench, SimulatedBoard board, int records)
    {
        for (var i = 0; i < records; i++)
        {
            var (record, bytes) = board.Record(100);
            await bench.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100));
        }
    }
}
