using Edge.Agent.Uplink.Transfer;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Tests.Uplink;

public sealed class TransferSchedulerTests
{
    private const int WindowBytes = CongestionWindow.LeastWindow;
    private const int ChunkBytes = CongestionWindow.FirstChunk;

    private static readonly Window Granted = new() { Bytes = 1 << 20, Chunks = 64 };

    private readonly TransferScheduler _scheduler = new(new CongestionWindow(1 << 20, 16 * 1024));

    [Fact]
    public void No_chunk_precedes_the_first_have_of_a_connection()
    {
        _scheduler.SetLookAhead([Outgoing.Record(1, 1000), Outgoing.Record(2, 10_000)]);
        _scheduler.ConnectionOpened();
        Assert.Empty(_scheduler.NextChunk(TimeSpan.Zero));

        Answer(new ModelHub(Granted));
        Assert.NotEmpty(_scheduler.NextChunk(TimeSpan.Zero));

        _scheduler.ConnectionOpened();
        Assert.Empty(_scheduler.NextChunk(TimeSpan.Zero));
    }

    [Fact]
    public void What_the_hub_certainly_lacks_follows_the_first_offer_of_a_new_connection_at_once()
    {
        var record = Outgoing.Record(1, 100_000);
        _scheduler.SetLookAhead([record]);
        _scheduler.ConnectionOpened();
        var hub = new ModelHub(Granted);
        Answer(hub);
        // The first two come and the board hears of one; then the connection is lost.
        var sent = Drain();
        _scheduler.OnHave(hub.Chunk([sent[0]]), TimeSpan.FromSeconds(1));
        hub.Chunk([sent[1]]);

        _scheduler.ConnectionOpened();
        hub.ConnectionOpened();
        Assert.Empty(_scheduler.NextChunk(TimeSpan.FromSeconds(2)));
        var (number, offered) = _scheduler.NextOffer();
        var early = Drain();
        Assert.NotEmpty(early);
        Assert.Equal(sent[^1].End, early[0].First);

        // And what the hub does not tell of then goes again.
        _scheduler.OnHave(hub.Offer(number, offered, _ => record.Size), TimeSpan.FromSeconds(3));
        foreach (var piece in early) _scheduler.OnHave(hub.Chunk([piece]), TimeSpan.FromSeconds(4));
        Assert.Equal(sent[2].First, Assert.Single(_scheduler.NextChunk(TimeSpan.FromSeconds(5))).First);
        Assert.Equal(0, hub.DuplicateBytes);
    }

    [Fact]
    public void A_hub_that_was_restarted_meanwhile_gets_all_of_it_again()
    {
        var record = Outgoing.Record(1, 20_000);
        _scheduler.SetLookAhead([record]);
        _scheduler.ConnectionOpened();
        var hub = new ModelHub(Granted);
        Answer(hub);
        Drain();
        hub.Restart();
        _scheduler.ConnectionOpened();
        var (number, offered) = _scheduler.NextOffer();
        Drain();
        _scheduler.OnHave(hub.Offer(number, offered, _ => record.Size), TimeSpan.FromSeconds(3));
        Assert.Equal(0, Assert.Single(_scheduler.NextChunk(TimeSpan.FromSeconds(5))).First);
    }

    [Fact]
    public void The_window_bounds_what_is_under_way()
    {
        _scheduler.SetLookAhead([Outgoing.Record(1, 10 * WindowBytes)]);
        _scheduler.ConnectionOpened();
        Answer(new ModelHub(Granted));
        Assert.Equal(WindowBytes, Drain().Sum(p => p.Length));
    }

    [Fact]
    public void The_hub_may_grant_less_than_our_own_window()
    {
        _scheduler.SetLookAhead([Outgoing.Record(1, 10 * WindowBytes)]);
        _scheduler.ConnectionOpened();
        Answer(new ModelHub(new Window { Bytes = 1 << 20, Chunks = 2 }));
        Assert.Equal(2, Drain().Count);
    }

    [Fact]
    public void A_manifest_is_sent_in_full_once_and_again_when_the_hub_does_not_know_it()
    {
        var record = Outgoing.Record(1, 10_000);
        _scheduler.SetLookAhead([record]);
        _scheduler.ConnectionOpened();
        Assert.NotNull(Assert.Single(_scheduler.NextOffer().Records).Manifest);
        _scheduler.ConnectionOpened();
        Assert.Null(Assert.Single(_scheduler.NextOffer().Records).Manifest);

        _scheduler.OnHave(new Have { Window = Granted, AnswersOffer = 1, Records = { new RecordState { RecordId = record.Manifest.Fields.RecordId, Unknown = new Unknown() } } }, TimeSpan.Zero);
        Assert.NotNull(Assert.Single(_scheduler.NextOffer().Records).Manifest);
    }

    [Fact]
    public void Small_records_travel_together_and_whole_without_an_offer()
    {
        _scheduler.SetLookAhead([Outgoing.Record(3, 1_000), Outgoing.Record(1, 1_000), Outgoing.Record(2, 60_000), Outgoing.Record(4, 1_000, priority: 0)]);
        _scheduler.ConnectionOpened();
        var hub = new ModelHub(Granted);
        Assert.Equal([2ul], Answer(hub).Select(o => Number(o.RecordId)));

        Assert.Equal([4ul], _scheduler.NextChunk(TimeSpan.Zero).Select(p => p.Record.Entry.Sequence));
        var together = _scheduler.NextChunk(TimeSpan.Zero);
        Assert.Equal([1ul, 3ul], together.Select(p => p.Record.Entry.Sequence));
        Assert.All(together, p => Assert.True(p.IsWhole));
        Assert.False(Assert.Single(_scheduler.NextChunk(TimeSpan.Zero)).IsWhole);
        Assert.Equal([1ul, 3ul], _scheduler.OnHave(hub.Chunk(together), TimeSpan.Zero).StoredTogether.SelectMany(t => t.Records).Select(r => r.Entry.Sequence).Order());
    }

    [Fact]
    public void A_small_record_that_was_lost_is_offered_in_full_and_on_another_connection_by_its_id_first()
    {
        var record = Outgoing.Record(1, 1_000);
        _scheduler.SetLookAhead([record]);
        _scheduler.ConnectionOpened();
        var hub = new ModelHub(Granted);
        Answer(hub);
        Assert.True(Assert.Single(_scheduler.NextChunk(TimeSpan.Zero)).IsWhole);

        // The hub has passed it by, and has not got it.
        Answer(hub);
        Assert.True(_scheduler.HasUnoffered);
        Assert.Null(Assert.Single(Answer(hub)).Manifest);
        Assert.Empty(_scheduler.NextChunk(TimeSpan.Zero));
        Assert.NotNull(Assert.Single(Answer(hub)).Manifest);
        Assert.False(Assert.Single(_scheduler.NextChunk(TimeSpan.Zero)).IsWhole);

        hub = new ModelHub(Granted);
        _scheduler.ConnectionOpened();
        Assert.Null(Assert.Single(Answer(hub)).Manifest);
        Assert.True(Assert.Single(_scheduler.NextChunk(TimeSpan.Zero)).IsWhole);
    }

    [Fact]
    public void What_the_number_has_passed_and_no_range_covers_goes_again()
    {
        _scheduler.SetLookAhead([Outgoing.Record(1, 3 * ChunkBytes)]);
        _scheduler.ConnectionOpened();
        var hub = new ModelHub(Granted);
        Answer(hub);
        var sent = Drain();
        _scheduler.OnHave(hub.Chunk([sent[0]]), TimeSpan.Zero);
        _scheduler.OnHave(hub.Chunk([sent[2]]), TimeSpan.Zero);
        Assert.Equal((sent[1].First, sent[1].End), Assert.Single(Drain().Select(p => (p.First, p.End))));
        Assert.Equal(ChunkBytes, _scheduler.ResentBytes);
    }

    [Fact]
    public void A_lost_tail_goes_again_after_an_answered_offer()
    {
        _scheduler.SetLookAhead([Outgoing.Record(1, 2 * ChunkBytes)]);
        _scheduler.ConnectionOpened();
        var hub = new ModelHub(Granted);
        Answer(hub);
        Assert.Equal(2, Drain().Count);
        Assert.Empty(Drain());
        Answer(hub);
        Assert.Equal(2, Drain().Count);
    }

    [Fact]
    public void A_hub_that_started_anew_is_offered_everything_again_on_the_same_connection()
    {
        _scheduler.SetLookAhead([Outgoing.Record(1, 2 * ChunkBytes)]);
        _scheduler.ConnectionOpened();
        var hub = new ModelHub(Granted);
        Answer(hub);
        hub.Restart();
        _scheduler.OnHave(new Have { HubRunId = hub.Run, Window = Granted }, TimeSpan.Zero);
        Assert.True(_scheduler.HasUnoffered);
        Assert.Empty(_scheduler.NextChunk(TimeSpan.Zero));
        Answer(hub);
        Assert.Equal(2, Drain().Count);
    }

    [Fact]
    public void Urgent_records_go_first_then_the_shortest_remaining()
    {
        var late = Outgoing.Record(1, 50_000, priority: 5);
        var small = Outgoing.Record(2, 1_000, priority: 5);
        var urgent = Outgoing.Record(3, 90_000, priority: 0);
        _scheduler.SetLookAhead([late, small, urgent]);
        Assert.Equal([urgent, small, late], _scheduler.Records);
    }

    /// <summary>Random cuts, lost chunks, lost haves and hub restarts: all arrives, nothing a delivered have acknowledged travels again.</summary>
    [Fact]
    public void Every_link_history_delivers_and_nothing_acknowledged_travels_again()
    {
        for (var seed = 0; seed < 2000; seed++) RunHistory(new Random(seed), seed);
    }

    private static void RunHistory(Random random, int seed)
    {
        var scheduler = new TransferScheduler(new CongestionWindow(1 << 20, 16 * 1024));
        var hub = new ModelHub(new Window { Bytes = 1 << 20, Chunks = (uint)random.Next(1, 9) });
        var records = Enumerable.Range(1, random.Next(1, 6)).Select(i => Outgoing.Record((ulong)i, random.Next(1, random.Next(2) == 0 ? 4_000 : 120_000), random.Next(10))).ToList();
        var left = records.ToList();
        scheduler.SetLookAhead(left);
        scheduler.ConnectionOpened();
        for (var step = 0; left.Count > 0; step++)
        {
            Assert.True(step < 5000, $"seed {seed}: no progress");
            var fate = random.Next(100);
            if (fate < 3)
            {
                scheduler.ConnectionOpened();
                hub.ConnectionOpened();
            }
            else if (fate < 4) hub.Restart();
            else if (fate < 5) hub.Forget();

            if (scheduler.HasUnoffered || random.Next(8) == 0)
            {
                scheduler.OfferAgain();
                var offer = scheduler.NextOffer();
                var have = hub.Offer(offer.Number, offer.Records, id => records.Single(r => r.Manifest.Fields.RecordId == id).Size);
                if (random.Next(5) > 0) Settle(scheduler.OnHave(have, TimeSpan.Zero));
            }
            while (scheduler.NextChunk(TimeSpan.Zero) is { Count: > 0 } pieces)
            {
                foreach (var piece in pieces) Assert.True(piece.Record.Committed.Missing(piece.First, piece.End).Single() == (piece.First, piece.End), $"seed {seed}: acknowledged bytes travel again");
                if (random.Next(10) == 0) continue;
                var have = hub.Chunk(pieces);
                if (random.Next(10) > 0) Settle(scheduler.OnHave(have, TimeSpan.Zero));
            }
        }
        Assert.All(records, r => Assert.True(hub.IsWhole(r), $"seed {seed}: incomplete"));

        void Settle(HaveResult result)
        {
            foreach (var record in result.Stored.Select(s => s.Record).Concat(result.StoredTogether.SelectMany(s => s.Records)))
            {
                scheduler.Remove(record);
                left.Remove(record);
            }
        }
    }

    private static ulong Number(ByteString id) => BitConverter.ToUInt64(id.Span);

    private List<OfferedRecord> Answer(ModelHub hub)
    {
        _scheduler.OfferAgain();
        var offer = _scheduler.NextOffer();
        _scheduler.OnHave(hub.Offer(offer.Number, offer.Records, id => _scheduler.Records.Single(r => r.Manifest.Fields.RecordId == id).Size), TimeSpan.Zero);
        return offer.Records;
    }

    private List<Piece> Drain()
    {
        var pieces = new List<Piece>();
        while (_scheduler.NextChunk(TimeSpan.Zero) is { Count: > 0 } next) pieces.AddRange(next);
        return pieces;
    }
}
