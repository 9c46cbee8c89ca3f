using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Kept;
using Edge.Agent.Tests.Support;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Tests.Uplink;

public sealed class KeptExchangeTests : IDisposable
{
    private readonly Keeper _kept = new();
    private readonly LogList _log = new();
    private readonly TestFolder _folder = new();
    private readonly TrustStore _trust;
    private ulong _offers;
    private TimeSpan _now = TimeSpan.FromHours(1);

    public KeptExchangeTests()
    {
        Directory.CreateDirectory(_folder.Data.Identity);
        _trust = TestKeys.Shared.Trust(_folder.Data);
    }

    [Fact]
    public void A_new_archive_is_told_what_is_kept_and_settled_once_answered()
    {
        var exchange = Exchange();
        exchange.Take(Have(5, 0), _now);
        var offer = Offer(exchange);
        Assert.Equal([Safe.Range(1, 10)], offer.Kept);
        Assert.False(exchange.HasPage);
        exchange.Take(Have(5, 0), _now);
        Assert.Equal(ArchiveState.None, _kept.Settled);
        exchange.Take(Have(5, 0, answers: offer.Number), _now);
        Assert.Equal(new ArchiveState(5, 0, 1), _kept.Settled);
    }

    [Fact]
    public void The_same_archive_is_told_nothing()
    {
        _kept.Settled = new ArchiveState(5, 2, 1);
        var exchange = Exchange();
        exchange.Take(Have(5, 2), _now);
        Assert.False(exchange.HasPage);
        Assert.Empty(Offer(exchange).Kept);
    }

    [Fact]
    public void A_newly_confirmed_copy_is_a_reason_to_tell()
    {
        _kept.Settled = new ArchiveState(5, 2, 1);
        var exchange = Exchange();
        exchange.Take(Have(5, 3), _now);
        Assert.True(exchange.HasPage);
    }

    [Fact]
    public void An_unanswered_page_is_told_again_on_the_next_connection()
    {
        var exchange = Exchange();
        exchange.Take(Have(5, 0), _now);
        var first = Offer(exchange);
        exchange.ConnectionOpened();
        Assert.True(exchange.HasPage);
        Assert.Equal(first.Kept, Offer(exchange).Kept);
    }

    [Fact]
    public void Lost_records_hold_the_settling_until_they_have_their_receipts()
    {
        var exchange = Exchange();
        exchange.Take(Have(5, 0), _now);
        var answer = Have(5, 0, answers: Offer(exchange).Number);
        answer.Missing.Add(Safe.Range(3, 4));
        Assert.True(exchange.Take(answer, _now));
        Assert.Equal([Safe.Range(3, 4)], _kept.Wanted);
        Assert.Equal(ArchiveState.None, _kept.Settled);
        _kept.QueuedAgain = 0;
        exchange.Take(Have(5, 0), _now);
        Assert.Equal(new ArchiveState(5, 0, 1), _kept.Settled);
    }

    [Fact]
    public void Safe_ranges_are_let_go()
    {
        var exchange = Exchange();
        exchange.Take(Have(5, 1), _now);
        var answer = Have(5, 1, answers: Offer(exchange).Number);
        answer.Safe.Add(Safe.Signed(1, 10, epoch: 5));
        exchange.Take(answer, _now);
        Assert.Equal([(1UL, 10UL)], _kept.Gone);
    }

    public static TheoryData<string, SignedReceipt> Forged => new()
    {
        { "a stranger's key", Safe.Signed(1, 10, epoch: 5, key: SigningKey.Create()) },
        { "another board", Safe.Signed(1, 10, epoch: 5, node: "kiosk-2") },
        { "another archive", Safe.Signed(1, 10, epoch: 4) },
        { "a stored receipt's signature", Resigned(SignContext.Stored) },
        { "no ranges", SafeReceipts.Sign(new SafeReceipt { Node = "kiosk-1", ChainId = Safe.Chain, ArchiveEpoch = 5 }, TestKeys.Shared.Receipt) },
        { "too many", Safe.Signed(1, Limits.KeptPage + 1, epoch: 5) },
        { "garbage", new SignedReceipt { Receipt = ByteString.CopyFrom(1, 2, 3) } },
    };

    [Theory]
    [MemberData(nameof(Forged), DisableDiscoveryEnumeration = true)]
    public void Nothing_is_let_go_for_a_receipt_that_is_not_believed(string why, SignedReceipt forged)
    {
        var exchange = Exchange();
        exchange.Take(Have(5, 1), _now);
        var answer = Have(5, 1);
        answer.Safe.Add(forged);
        exchange.Take(answer, _now);
        Assert.True(_kept.Gone.Count == 0, why);
        Assert.Contains(_log.All, l => l.Contains("not believed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_receipt_of_an_archive_older_than_the_settled_one_is_not_believed()
    {
        _kept.Settled = new ArchiveState(9, 0, 1);
        var exchange = Exchange();
        var answer = Have(5, 1);
        answer.Safe.Add(Safe.Signed(1, 10, epoch: 5));
        exchange.Take(answer, _now);
        Assert.Empty(_kept.Gone);
    }

    [Fact]
    public void A_store_that_fails_stops_the_comparison_and_not_the_records()
    {
        _kept.Failure = new SpoolException("the disk is gone");
        var exchange = Exchange();
        Assert.False(exchange.Take(Have(5, 0), _now));
        Assert.False(exchange.HasPage);
        _kept.Failure = null;
        exchange.Take(Have(5, 0), _now);
        Assert.False(exchange.HasPage);
        _now += TimeSpan.FromSeconds(61);
        exchange.Take(Have(5, 0), _now);
        Assert.True(exchange.HasPage);
    }

    [Fact]
    public void A_page_whose_answer_the_store_could_not_take_in_is_told_again()
    {
        var exchange = Exchange();
        exchange.Take(Have(5, 0), _now);
        var answer = Have(5, 0, answers: Offer(exchange).Number);
        answer.Missing.Add(Safe.Range(3, 4));
        _kept.QueueFailure = new SpoolException("the disk is gone");
        Assert.False(exchange.Take(answer, _now));
        Assert.Empty(Offer(exchange).Kept);
        exchange.Take(Have(5, 0, answers: _offers), _now + TimeSpan.FromSeconds(30));

        _kept.QueueFailure = null;
        exchange.Take(Have(5, 0, answers: _offers), _now + TimeSpan.FromSeconds(61));
        Assert.Equal(ArchiveState.None, _kept.Settled);
        Assert.Equal([Safe.Range(1, 10)], Offer(exchange).Kept);
    }

    [Fact]
    public void Pages_hold_what_one_offer_may_tell_and_together_tell_all()
    {
        var chains = Enumerable.Range(0, 70).Select(i => new KeptRange
        {
            ChainId = ByteString.CopyFrom(new Guid(i, 0, 0, new byte[8]).ToByteArray()),
            Ranges = { new SequenceRange { First = 1, Last = (ulong)(i * 37 % 900) + 1 }, new SequenceRange { First = 5000, Last = 5000 + (ulong)(i == 3 ? 6000 : i) } },
        }).ToList();
        var pages = KeptPages.Of(chains).ToList();
        Assert.All(pages, p =>
        {
            Assert.InRange(p.Count, 1, Limits.KeptChains);
            Assert.InRange(SequenceRanges.Count(p.SelectMany(k => k.Ranges)), 1UL, (ulong)Limits.KeptPage);
        });
        Assert.Equal(Numbers(chains), Numbers(pages.SelectMany(p => p)));
    }

    [Fact]
    public void A_new_trust_file_is_a_reason_to_tell()
    {
        _kept.Settled = new ArchiveState(5, 2, 1);
        var exchange = Exchange();
        exchange.Take(Have(5, 2), _now);
        Assert.False(exchange.HasPage);
        _trust.Take(TestKeys.Shared.NextTrust(_ => { }).ToByteArray());
        exchange.Take(Have(5, 2), _now);
        Assert.True(exchange.HasPage);
    }

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<(ByteString, ulong)> Numbers(IEnumerable<KeptRange> kept) =>
        kept.SelectMany(k => k.Ranges.SelectMany(r => Enumerable.Range(0, (int)(r.Last - r.First + 1)).Select(i => (k.ChainId, r.First + (ulong)i))));

    private KeptExchange Exchange() => new(_kept, "kiosk-1", _trust, _log);

    private Offer Offer(KeptExchange exchange)
    {
        var offer = new Offer { Number = ++_offers };
        exchange.AddTo(offer);
        return offer;
    }

    private static Have Have(ulong epoch, ulong confirmed, ulong answers = 0) => new() { ArchiveEpoch = epoch, ConfirmedBackup = confirmed, AnswersOffer = answers };

    private static SignedReceipt Resigned(SignContext context)
    {
        var receipt = Safe.Signed(1, 10, epoch: 5);
        receipt.Signature = ByteString.CopyFrom(TestKeys.Shared.Receipt.Sign(context, receipt.Receipt.Span));
        return receipt;
    }

    private sealed class Keeper : IKeptRecords
    {
        private ArchiveState _settled = ArchiveState.None;

        public SpoolException? Failure { get; set; }

        public List<KeptRange> Wanted { get; } = [];

        public List<(ulong, ulong)> Gone { get; } = [];

        public int QueuedAgain { get; set; }

        public ArchiveState Settled { get => _settled; set => _settled = value; }

        public IReadOnlyList<KeptRange> KeptRanges() => Failure is null ? [Safe.Range(1, 10)] : throw Failure;

        public SpoolException? QueueFailure { get; set; }

        public int QueueAgain(IReadOnlyCollection<KeptRange> missing)
        {
            if (QueueFailure is not null) throw QueueFailure;
            Wanted.AddRange(missing);
            return QueuedAgain = missing.Count;
        }

        public void LetGo(IReadOnlyCollection<(SafeReceipt Receipt, SignedReceipt Signed)> safe) =>
            Gone.AddRange(safe.SelectMany(s => s.Receipt.Ranges.Select(r => (r.First, r.Last))));
    }
}
