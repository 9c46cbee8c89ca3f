using System.Security.Cryptography;
using Edge.Agent.Uplink.Objects;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Tests.Uplink;

public sealed class ObjectPullTests
{
    private const int Most = 100_000;

    private readonly byte[] _object = RandomNumberGenerator.GetBytes(90_000);
    private readonly ObjectPull _pull;
    private ulong _version = 1;
    private TimeSpan _now = TimeSpan.FromHours(1);

    private byte[]? _taken;
    private bool _large;

    public ObjectPullTests() => _pull = new ObjectPull(
    [
        new ObjectHandler("trust", Most, () => _version, (_, bytes) => _taken = bytes.ToArray()),
        // A handler that waits for everything else keeps what has arrived, wherever that is.
        new ObjectHandler("release-x", Most, () => _version, offered => _large ? _kept ??= new MemoryPieces((int)offered.Size, bytes => _taken = bytes.ToArray()) : throw new IOException("no room")) { Last = true, Withdrawn = () => _kept = null },
    ]);

    private MemoryPieces? _kept;

    [Fact]
    public void An_object_is_asked_for_in_bounded_asks_until_it_is_whole()
    {
        _pull.Offered([OnOffer(_object)]);
        var asks = 0;
        byte[]? whole = null;
        while (whole is null)
        {
            var ask = _pull.Next(_now)!;
            Assert.InRange(ask.Missing.Sum(r => (long)(r.End - r.First)), 1, ObjectPull.AskedBytes);
            Assert.Null(_pull.Next(_now));
            foreach (var answer in Pieces(_object, ask)) whole = Take(answer) ?? whole;
            Assert.True(++asks < 10);
        }
        Assert.Equal(3, asks);
        Assert.Equal(_object, whole);
        Assert.Null(_pull.Due(idle: true));
        Assert.Null(_pull.Next(_now));
    }

    [Fact]
    public void What_arrived_before_a_cut_is_not_asked_for_again()
    {
        _pull.Offered([OnOffer(_object)]);
        var (asked, cuts) = (0L, 0);
        byte[]? whole = null;
        while (whole is null)
        {
            // Each connection brings one piece and breaks.
            var ask = _pull.Next(_now)!;
            whole = Take(Pieces(_object, ask).First());
            asked += Limits.AnswerBytes;
            _pull.ConnectionOpened();
            Assert.True(++cuts < 20, "what had arrived is asked for again");
        }
        Assert.Equal(_object, whole);
        Assert.Equal(6, cuts);
        Assert.InRange(asked, _object.Length, _object.Length + Limits.AnswerBytes);
    }

    [Fact]
    public void An_unanswered_ask_is_said_again_after_a_while_and_at_once_on_a_new_connection()
    {
        _pull.Offered([OnOffer(_object)]);
        Assert.NotNull(_pull.Next(_now));
        Assert.Equal(_now + ObjectPull.Patience, _pull.Due(idle: true));
        _now += ObjectPull.Patience - TimeSpan.FromMilliseconds(1);
        Assert.Null(_pull.Next(_now));
        _now += TimeSpan.FromMilliseconds(1);
        Assert.NotNull(_pull.Next(_now));
        Assert.Null(_pull.Next(_now));
        _pull.ConnectionOpened();
        Assert.NotNull(_pull.Next(_now));
    }

    [Fact]
    public void Bytes_that_do_not_match_the_digest_are_thrown_away_and_asked_for_again_later()
    {
        var offer = OnOffer(_object);
        var wrong = (byte[])_object.Clone();
        wrong[50_000] ^= 1;
        _pull.Offered([offer]);
        Assert.Null(All(wrong, offer.Digest));
        Assert.Null(_pull.Next(_now));
        _now += ObjectPull.AfterBadBytes;
        Assert.Equal(0UL, _pull.Next(_now)!.Missing[0].First);
        _pull.ConnectionOpened();
        Assert.Equal(_object, All(_object, offer.Digest));
    }

    [Fact]
    public void Pieces_that_do_not_fit_are_ignored()
    {
        var offer = OnOffer(_object);
        _pull.Offered([offer]);
        _pull.Next(_now);
        foreach (var (offset, length) in new[] { (90_000UL, 1), (89_999UL, 2), (ulong.MaxValue, 1), (ulong.MaxValue - 5, 10), (0UL, 0), (0UL, 90_001) })
        {
            Assert.Null(Take(new Answer { Digest = offer.Digest, Offset = offset, Data = ByteString.CopyFrom(new byte[length]) }));
        }
        Assert.Null(Take(new Answer { Digest = OnOffer([1]).Digest, Data = ByteString.CopyFrom(1) }));
        Assert.Equal(_object, All(_object, offer.Digest));
    }

    [Fact]
    public void Only_a_newer_object_of_a_known_name_and_size_is_wanted()
    {
        foreach (var unwanted in new[]
        {
            OnOffer(_object, version: 1), OnOffer(_object, version: 0), OnOffer(_object, name: "worklist"),
            OnOffer(new byte[Most + 1]), OnOffer([]), new ObjectOnOffer { Name = "trust", Version = 2, Size = 5, Digest = ByteString.CopyFrom(1, 2) },
            new ObjectOnOffer { Name = "trust", Version = 2, Size = ulong.MaxValue, Digest = OnOffer(_object).Digest },
        })
        {
            _pull.Offered([unwanted]);
            Assert.Null(_pull.Next(_now));
        }
    }

    [Fact]
    public void What_is_on_offer_now_takes_the_place_of_what_was()
    {
        _pull.Offered([OnOffer(_object)]);
        foreach (var answer in Pieces(_object, _pull.Next(_now)!)) Take(answer);
        var newer = OnOffer(RandomNumberGenerator.GetBytes(100), version: 3);
        _pull.Offered([newer]);
        Assert.Equal(newer.Digest, _pull.Next(_now)!.Digest);
        // A have that lists nothing, as those for chunks do, changes nothing; the same one listed again does not start it over.
        _pull.Offered([]);
        _pull.Offered([newer]);
        Assert.Null(_pull.Next(_now));
    }

    [Fact]
    public void What_was_refused_is_not_pulled_again_and_the_next_only_after_a_while()
    {
        var offer = OnOffer(_object);
        _pull.Offered([offer]);
        All(_object, offer.Digest, refuse: true);
        _pull.Offered([offer]);
        Assert.Null(_pull.Due(idle: true));
        var other = OnOffer(RandomNumberGenerator.GetBytes(100));
        _pull.Offered([other]);
        Assert.Null(_pull.Next(_now));
        _now += ObjectPull.AfterBadBytes;
        Assert.Equal(other.Digest, _pull.Next(_now)!.Digest);
    }

    [Fact]
    public void What_waits_for_everything_else_is_asked_for_only_while_no_record_waits_and_at_a_pace()
    {
        _large = true;
        _pull.Offered([OnOffer(_object, name: "release-x")]);
        Assert.Null(_pull.Due(idle: false));
        Assert.Null(_pull.Next(_now, idle: false));
        var ask = _pull.Next(_now)!;
        Assert.Equal(ObjectPull.LastBytes, ask.Missing.Sum(r => (long)(r.End - r.First)));
        foreach (var answer in Pieces(_object, ask)) Take(answer);
        Assert.Null(_pull.Next(_now));
        _now += ObjectPull.LastPace;
        Assert.Null(_pull.Next(_now, idle: false));
        Assert.Equal((ulong)ObjectPull.LastBytes, _pull.Next(_now)!.Missing[0].First);
    }

    [Fact]
    public void What_is_small_goes_first_and_the_large_one_goes_on_where_it_was()
    {
        _large = true;
        var (large, small) = (OnOffer(_object, name: "release-x"), OnOffer(RandomNumberGenerator.GetBytes(100)));
        _pull.Offered([large]);
        foreach (var answer in Pieces(_object, _pull.Next(_now)!)) Take(answer);
        _pull.Offered([large, small]);
        Assert.Equal(small.Digest, _pull.Next(_now)!.Digest);
        // Listed alone, as in the second part of a long answer, it does not come between.
        _pull.Offered([large]);
        Assert.Null(_pull.Next(_now));
        _pull.Refuse(_now);
        _now += ObjectPull.AfterBadBytes;
        _pull.Offered([large, small]);
        var ask = _pull.Next(_now)!;
        Assert.Equal((large.Digest, (ulong)ObjectPull.LastBytes), (ask.Digest, ask.Missing[0].First));
    }

    [Fact]
    public void What_cannot_be_begun_is_begun_when_it_is_listed_again_and_what_is_withdrawn_is_thrown_away()
    {
        var large = OnOffer(_object, name: "release-x");
        Assert.Throws<IOException>(() => _pull.Offered([large]));
        Assert.Null(_pull.Next(_now));
        _large = true;
        _pull.Offered([large]);
        foreach (var answer in Pieces(_object, _pull.Next(_now)!)) Take(answer);
        _pull.Offered([new ObjectOnOffer { Name = "release-x" }, new ObjectOnOffer { Name = "unheard-of" }]);
        Assert.Null(_kept);
        _now += ObjectPull.LastPace;
        Assert.Null(_pull.Next(_now));
        _pull.Offered([large]);
        Assert.Equal(0UL, _pull.Next(_now)!.Missing[0].First);
    }

    // As the uplink does with what is whole.
    private byte[]? Take(Answer answer, bool refuse = false)
    {
        _pull.Take(answer, _now);
        if (_pull.Whole is not { } whole) return null;
        _taken = null;
        if (!whole.Pieces.TryTake(whole.OnOffer.Digest.Span)) _pull.PullAgain(_now);
        else if (refuse) _pull.Refuse(_now);
        else _pull.Taken();
        return _taken;
    }

    private byte[]? All(byte[] bytes, ByteString digest, bool refuse = false)
    {
        byte[]? whole = null;
        for (var at = 0; at < bytes.Length; at += Limits.AnswerBytes)
        {
            var length = Math.Min(Limits.AnswerBytes, bytes.Length - at);
            whole = Take(new Answer { Digest = digest, Offset = (ulong)at, Data = ByteString.CopyFrom(bytes, at, length) }, refuse) ?? whole;
        }
        return whole;
    }

    private static IEnumerable<Answer> Pieces(byte[] bytes, Ask ask)
    {
        foreach (var range in ask.Missing)
        {
            for (var at = (int)range.First; at < (int)range.End; at += Limits.AnswerBytes)
            {
                yield return new Answer { Digest = ask.Digest, Offset = (ulong)at, Data = ByteString.CopyFrom(bytes, at, Math.Min(Limits.AnswerBytes, (int)range.End - at)) };
            }
        }
    }

    private static ObjectOnOffer OnOffer(byte[] bytes, ulong version = 2, string name = "trust") =>
        new() { Name = name, Version = version, Size = (ulong)bytes.Length, Digest = ByteString.CopyFrom(SHA256.HashData(bytes)) };
}
