using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Ingest;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Hub.Tests.Ingest;

public sealed class AckCoalescerTests
{
    private static readonly ByteString One = ByteString.CopyFrom(new byte[15].Append((byte)1).ToArray());
    private static readonly ByteString Two = ByteString.CopyFrom(new byte[15].Append((byte)2).ToArray());

    private readonly AckCoalescer _pace = new();
    private ulong _highest;

    public AckCoalescerTests() => Assert.Single(Take([], Have(One, 0)));

    [Fact]
    public void Small_chunks_share_an_answer()
    {
        for (var i = 0; i < 3; i++) Assert.Empty(Take([2_000], Have(One, 2_000 * (i + 1)), 0.2 * i));
        Assert.Equal(0.8, _pace.Next!.Value.TotalSeconds, 3);
        var (_, have) = Assert.Single(Take([2_500], Have(One, 8_500), 0.6));
        Assert.Equal(4UL, have.HighestChunk);
        Assert.Null(_pace.Next);
    }

    [Fact]
    public void A_pause_in_the_chunks_or_a_second_at_most_brings_the_answer()
    {
        Assert.Empty(Take([1_000], Have(One, 1_000)));
        Assert.Empty(_pace.Due(TimeSpan.FromSeconds(0.39)));
        Assert.Single(_pace.Due(TimeSpan.FromSeconds(0.4)));
        for (var at = 1.0; at < 1.95; at += 0.3) Assert.Empty(Take([100], Have(One, 1_000), at));
        Assert.Single(_pace.Due(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void What_was_put_off_is_told_with_what_comes_later()
    {
        Assert.Empty(Take([2_000], Have(One, 2_000)));
        Assert.Empty(Take([2_000], Have(Two, 2_000), 0.1));
        var (_, have) = Assert.Single(Take([2_000], Have(One, 4_000), 0.2).Concat(_pace.Due(TimeSpan.FromSeconds(5))));
        Assert.Equal([(One, 4_000UL), (Two, 2_000UL)], have.Records.Select(r => (r.RecordId, r.Committed.Ranges[0].End)).OrderBy(r => r.RecordId == Two));
    }

    public static TheoryData<Action<Have>> News { get; } = new()
    {
        h => h.Records[0].Stored = new SignedReceipt(),
        h => h.Records[0].Held = new Held(),
        h => h.Records[0].Unknown = new Unknown(),
        h => h.AnswersOffer = 2,
        h => h.PauseMs = 1,
        h => h.Window.Chunks = 5,
        h => h.Safe.Add(new SignedReceipt()),
        h => h.Missing.Add(new KeptRange()),
        h => h.Connection = 8,
    };

    [Theory]
    [MemberData(nameof(News), DisableDiscoveryEnumeration = true)]
    public void News_is_never_put_off(Action<Have> news)
    {
        var have = Have(One, 100);
        news(have);
        Assert.Single(Take([100], have));
    }

    [Fact]
    public void A_board_that_was_granted_two_chunks_is_answered_after_one()
    {
        var little = Have(One, 100);
        little.Window = new Window { Bytes = 1 << 20, Chunks = 2 };
        Assert.Single(Take([], little));
        var next = Have(One, 200);
        next.Window = little.Window.Clone();
        Assert.Single(Take([100], next));
    }

    [Fact]
    public void Answers_without_a_window_follow_each_other()
    {
        Have Pause() => new() { Incarnation = One, Connection = 7, PauseMs = 1000 };
        Assert.Single(Take([], Pause()));
        Assert.Single(Take([100], Have(One, 100)));
        Assert.Single(Take([], Pause()));
        Assert.Single(Take([], Pause()));
    }

    [Fact]
    public void What_was_put_off_is_said_first_where_both_would_be_too_large_together()
    {
        var large = Have(One, 100);
        foreach (var i in Enumerable.Range(0, 5_000)) large.Records[0].Committed.Ranges.Add(new ByteRange { First = (ulong)i * 3, End = (ulong)i * 3 + 1 });
        Assert.Empty(Take([100], large));
        var next = Have(Two, 100);
        next.Records[0].Committed = large.Records[0].Committed.Clone();
        Assert.Equal(One, Assert.Single(Assert.Single(Take([100], next)).Have.Records).RecordId);
    }

    [Fact]
    public void An_answer_to_an_earlier_connection_is_not_mixed_into_a_later_one()
    {
        Assert.Empty(Take([100], Have(One, 100)));
        var later = Have(Two, 100);
        later.Connection = 9;
        Assert.Equal(Two, Assert.Single(Assert.Single(Take([100], later)).Have.Records).RecordId);
        Assert.Null(_pace.Next);
    }

    private IReadOnlyList<(string Node, Have Have)> Take(int[] chunks, Have have, double at = 0)
    {
        _highest += (ulong)chunks.Length;
        have.HighestChunk = _highest;
        return _pace.Take(IngestBench.Arrived(chunks.Select(c => new MqttMessage(Topics.Chunk("board-1"), new byte[c]))), [("board-1", have)], TimeSpan.FromSeconds(at));
    }

    private static Have Have(ByteString record, int end) => new()
    {
        Incarnation = One,
        Connection = 7,
        AnswersOffer = 1,
        Window = new Window { Bytes = 1 << 20, Chunks = 64 },
        Records = { new RecordState { RecordId = record, Committed = new CommittedRanges { Ranges = { new ByteRange { First = 0, End = (ulong)end } } } } },
    };
}
