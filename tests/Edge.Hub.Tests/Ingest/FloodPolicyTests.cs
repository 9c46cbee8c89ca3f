using Edge.Contracts.Wire;
using Edge.Hub.Ingest;
using Google.Protobuf;

namespace Edge.Hub.Tests.Ingest;

public sealed class FloodPolicyTests
{
    private const int ChunkBytes = 16 * 1024;

    private readonly FloodPolicy _policy = new(new IngestOptions());
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void Twice_the_grant_and_a_little_may_be_under_way_and_no_more()
    {
        Grant(20);
        Assert.Equal(2 * 20 + 64, TakenUntilEvicted(ChunkBytes, out var eviction));
        Assert.Contains("105 chunks", eviction.Detail, StringComparison.Ordinal);
        Assert.Contains("granted were 20", eviction.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_of_records_that_are_refused_evicts_and_a_card_whose_key_the_hub_has_lost_does_not()
    {
        // A full card once, and again each minute as what was held is offered again.
        for (var minute = 0; minute < 60; minute++)
        {
            Assert.Null(_policy.Refused("board", 11_200, _now));
            _now += TimeSpan.FromMinutes(1);
        }
        Eviction? eviction = null;
        for (var second = 0; second < 60 && eviction is null; second++)
        {
            eviction = _policy.Refused("mallory", 3_200, _now);
            _now += TimeSpan.FromSeconds(1);
        }
        Assert.Contains("that are refused", eviction!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_grants_bytes_count_as_its_chunks_do()
    {
        Grant(64, bytes: 64 * 1024);
        Assert.Equal((2 * 64 * 1024 + 1024 * 1024) / (64 * 1024), TakenUntilEvicted(64 * 1024, out _));
    }

    [Fact]
    public void What_is_answered_makes_room_again()
    {
        Grant(4);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(Chunk().IsTaken);
            if (i >= 60) _policy.Done("board", false, ChunkBytes);
        }
    }

    [Fact]
    public void A_grant_that_shrinks_condemns_nothing_that_is_on_its_way()
    {
        Grant(64);
        Grant(4);
        Assert.Equal(2 * 64 + 64, TakenUntilEvicted(1024, out _));
    }

    [Fact]
    public void A_grant_dies_with_its_connection()
    {
        Grant(64);
        Grant(4, connection: 2);
        Assert.Equal(2 * 4 + 64, TakenUntilEvicted(1024, out _));
    }

    [Fact]
    public void Without_a_grant_a_board_may_send_what_it_had_under_way_to_the_hub_run_before_and_is_evicted_then_answered_or_not()
    {
        var taken = 0;
        Verdict verdict;
        while ((verdict = Chunk()).IsTaken)
        {
            taken++;
            _policy.Done("board", false, ChunkBytes);
            _policy.Answered("board", Have(64, 1024 * 1024, 0, new byte[16]), _now);
        }
        Assert.Equal(2 * 64 + 64, taken);
        Assert.Contains("without any grant", verdict.Eviction!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Offers_beyond_their_rate_are_left_unanswered_and_only_a_flood_of_them_evicts()
    {
        // A board that accepts 500 records a second and offers each.
        var taken = Offers(TimeSpan.FromMilliseconds(2), 50_000, out var eviction);
        Assert.Null(eviction);
        Assert.InRange(taken, 1000 + 10_000 - 2, 1000 + 10_000 + 2);

        _now += TimeSpan.FromMinutes(1);
        Assert.Equal(1000, Offers(TimeSpan.Zero, 2001, out eviction));
        Assert.Contains("more than 1000 offers a second", eviction!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Offers_that_a_slow_hub_leaves_unanswered_are_dropped_and_nobody_is_evicted_for_them()
    {
        var taken = 0;
        for (var i = 0; i < 1_000; i++, _now += TimeSpan.FromSeconds(1))
        {
            var verdict = Offer();
            Assert.Null(verdict.Eviction);
            if (verdict.IsTaken) taken++;
        }
        Assert.Equal(128, taken);
    }

    [Fact]
    public void An_evicted_board_is_heard_again_after_its_cool_down_which_doubles_up_to_a_limit_and_is_forgotten_in_time()
    {
        var coolDowns = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            TakenUntilEvicted(ChunkBytes, out var eviction);
            coolDowns.Add(eviction.CoolDown.TotalSeconds);
            Assert.True(eviction.IsFirst);
            _now = eviction.Until - TimeSpan.FromTicks(1);
            Assert.False(Offer().IsTaken);
            _now = eviction.Until;
            Assert.True(Offer().IsTaken);
            _policy.Forget();
        }
        Assert.Equal([30, 60, 120, 240, 480, 600, 600], coolDowns);
        _now += TimeSpan.FromMinutes(61);
        TakenUntilEvicted(ChunkBytes, out var later);
        Assert.Equal(30, later.CoolDown.TotalSeconds);
    }

    [Fact]
    public void A_connection_that_goes_on_talking_is_closed_again_every_two_seconds()
    {
        TakenUntilEvicted(ChunkBytes, out var first);
        var again = 0;
        for (var i = 0; i < 100; i++, _now += TimeSpan.FromMilliseconds(100))
        {
            var verdict = Chunk();
            Assert.False(verdict.IsTaken);
            if (verdict.Eviction is not { } eviction) continue;
            again++;
            Assert.Equal((false, first.Until), (eviction.IsFirst, eviction.Until));
        }
        Assert.Equal(4, again);
    }

    [Fact]
    public void One_boards_flood_is_nobody_elses()
    {
        TakenUntilEvicted(ChunkBytes, out _);
        Assert.True(_policy.Judge("other", false, ChunkBytes, _now).IsTaken);
    }

    [Fact]
    public void Asks_beyond_their_rate_stay_unanswered_and_a_flood_of_them_evicts()
    {
        Assert.Equal((32, false), Asks(TimeSpan.Zero, 60));
        _now += TimeSpan.FromSeconds(1);
        // A board that wants an object asks every few seconds, and is answered for ever.
        Assert.Equal((100, false), Asks(TimeSpan.FromSeconds(1), 100));
        Assert.InRange(Asks(TimeSpan.FromMilliseconds(100), 100).Taken, 32, 75);
        Assert.True(Asks(TimeSpan.FromMilliseconds(1), 1_000).Evicted);
        Assert.False(_policy.JudgeAsk("board", _now).IsTaken);
        Assert.False(Offer().IsTaken);
        Assert.True(_policy.JudgeAsk("other", _now).IsTaken);
    }

    private (int Taken, bool Evicted) Asks(TimeSpan apart, int count)
    {
        var taken = 0;
        for (var i = 0; i < count; i++, _now += apart)
        {
            var verdict = _policy.JudgeAsk("board", _now);
            if (verdict.Eviction is not null) return (taken, true);
            if (verdict.IsTaken) taken++;
        }
        return (taken, false);
    }

    private int TakenUntilEvicted(int bytes, out Eviction eviction)
    {
        for (var taken = 0; ; taken++)
        {
            var verdict = Chunk(bytes);
            if (verdict.IsTaken) continue;
            eviction = Assert.IsType<Eviction>(verdict.Eviction);
            return taken;
        }
    }

    private int Offers(TimeSpan apart, int count, out Eviction? eviction)
    {
        var taken = 0;
        eviction = null;
        for (var i = 0; i < count && eviction is null; i++, _now += apart)
        {
            (var isTaken, eviction) = Offer();
            if (!isTaken) continue;
            taken++;
            _policy.Done("board", true, 100);
        }
        return taken;
    }

    private Verdict Chunk(int bytes = ChunkBytes) => _policy.Judge("board", false, bytes, _now);

    private Verdict Offer() => _policy.Judge("board", true, 100, _now);

    private void Grant(uint chunks, ulong bytes = 1024 * 1024, uint connection = 1) => _policy.Answered("board", Have(chunks, bytes, connection, [1]), _now);

    private static Have Have(uint chunks, ulong bytes, uint connection, byte[] incarnation) =>
        new() { Incarnation = ByteString.CopyFrom(incarnation), Connection = connection, Window = new Window { Chunks = chunks, Bytes = bytes } };
}
