using System.Security.Cryptography;
using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Tests.Support;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Uplink;

/// <summary>A session whose trust file changes under it.</summary>
public sealed class TrustSessionTests : IDisposable
{
    private readonly SpoolBench _bench = new();
    private readonly FakeLink _link = new();
    private readonly RecordSpool _spool;
    private readonly OfferBuilder _voice;
    private readonly HeldRecords _held = new();
    private readonly TransferScheduler _scheduler = new(new CongestionWindow(256 * 1024, 16 * 1024));
    private readonly Prefetcher _prefetcher;
    private readonly AgentIdentity _identity;
    private readonly Custodian _custodian;
    private readonly SigningKey _next = SigningKey.Create();
    private readonly SignedTrust _newReceiptKey;
    private readonly SignedTrust _oldKeyRevoked;

    public TrustSessionTests()
    {
        DurableFile.EnsureFolder(new LinuxDisk(), _bench.Data.Identity);
        _newReceiptKey = TestKeys.Shared.NextTrust(f => f.ReceiptKeys.Insert(0, TestKeys.Public(_next.Public)));
        _oldKeyRevoked = TestKeys.Shared.NextTrust(f =>
        {
            f.ReceiptKeys.Clear();
            f.ReceiptKeys.Add(TestKeys.Public(_next.Public));
            f.RevokedReceiptKeys.Add(TestKeys.Shared.Receipt.Public.Id);
        });
        _spool = _bench.Open();
        _identity = TestKeys.Shared.Identity() with { Trust = TestKeys.Shared.Trust(_bench.Data) };
        _custodian = new Custodian(_identity, _spool, _spool, new LinuxBoardClock(TimeProvider.System), TimeProvider.System);
        _voice = new OfferBuilder(_identity, _custodian, _spool, []);
        _prefetcher = new Prefetcher(_spool, _spool, _scheduler, _held, 32, _bench.Log);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_receipt_that_was_not_believed_counts_as_soon_as_the_trust_file_that_names_its_key_has_come()
    {
        var record = Commit();
        var session = RunAsync();
        var offer = await _link.OfferAsync();
        Assert.Equal(1UL, offer.TrustVersion);
        _link.Answer(offer, new Have { Records = { Stored(record, _next) }, Objects = { OnOffer(_newReceiptKey) } });
        // The file is asked for, nothing is let go of.
        await PullAsync(_newReceiptKey);
        Assert.Single(_spool.Queued);
        // No minute passes: the board says at once what it believes now, and offers the record again.
        while (offer.TrustVersion < 2 || offer.Records.Count == 0) offer = await _link.OfferAsync();
        _link.Answer(offer, new Have { Records = { Stored(record, _next) } });
        await UntilAsync(() => _spool.Queued.Count == 0);
        await EndAsync(session);
    }

    // A thief with the receipt key and the hub's name on the broker.
    [Fact(Timeout = 120_000)]
    public async Task A_receipt_by_a_revoked_key_releases_nothing_and_a_true_one_does()
    {
        var record = Commit();
        var session = RunAsync();
        _link.Answer(await _link.OfferAsync(), new Have { Objects = { OnOffer(_oldKeyRevoked) } });
        await PullAsync(_oldKeyRevoked);
        await UntilAsync(() => _identity.Trust.Current.Version == 2);
        var offer = await _link.OfferAsync();
        _link.Answer(offer, new Have { Records = { Stored(record, TestKeys.Shared.Receipt) } });
        await UntilAsync(() => _held.Count == 1);
        Assert.Single(_spool.Queued);
        Assert.Empty(Directory.GetFiles(_bench.Data.Kept));
        Assert.Contains(_bench.Log.At(LogLevel.Error), l => l.Contains("not believed", StringComparison.Ordinal));

        // Offered again within seconds, since the trust file is new: the hub may have signed before it heard of that.
        while (offer.Records.Count == 0 || _held.Count > 0) offer = await _link.OfferAsync();
        _link.Answer(offer, new Have { Records = { Stored(record, _next) } });
        await UntilAsync(() => _spool.Queued.Count == 0);
        await EndAsync(session);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_trust_file_the_root_did_not_sign_changes_nothing()
    {
        var session = RunAsync();
        var forged = TestKeys.Shared.NextTrust(f => f.ReceiptKeys[0] = TestKeys.Public(_next.Public), _next);
        _link.Answer(await _link.OfferAsync(), new Have { Objects = { OnOffer(forged) } });
        await PullAsync(forged);
        await UntilAsync(() => _bench.Log.At(LogLevel.Error).Any(l => l.Contains("not signed by the pinned root", StringComparison.Ordinal)));
        Assert.Equal(1UL, _identity.Trust.Current.Version);
        Assert.False(File.Exists(new IdentityFiles(_bench.Data).Trust));
        await EndAsync(session);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_message_that_is_no_answer_ends_nothing()
    {
        var session = RunAsync();
        _link.Answer(await _link.OfferAsync(), new Have { Objects = { OnOffer(_newReceiptKey) } });
        await _link.AskAsync();
        _link.Say("answer", [0xff, 0xff, 0xff]);
        _link.Answer(Whole(_newReceiptKey));
        await UntilAsync(() => _identity.Trust.Current.Version == 2);
        await EndAsync(session);
    }

    [Fact]
    public void New_records_are_sealed_to_the_new_registry_key_and_say_so()
    {
        using var registry = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var key = TestKeys.Public(new VerifyingKey(registry.ExportSubjectPublicKeyInfo()));
        _identity.Trust.Take(TestKeys.Shared.NextTrust(f => f.RegistryKeys.Insert(0, key)).ToByteArray());
        var made = _custodian.Accept(new Submission { Kind = "card", Fields = "{}"u8.ToArray() });
        using var record = _spool.Open(_spool.Queued.Single());
        Assert.Equal((key.Id, 2UL), (record.Manifest.Fields.RecipientKeyId, record.Manifest.Fields.TrustVersion));
        var bytes = new byte[record.Manifest.Fields.SealedSize];
        record.Read(0, bytes);
        Assert.Equal("{}", Edge.Contracts.Sealing.RecordSeal.Open(bytes, registry, "kiosk-1", made.RecordId, "card").Fields.ToStringUtf8());
    }

    public void Dispose()
    {
        _prefetcher.Dispose();
        _bench.Dispose();
        _next.Dispose();
    }

    private Task<TimeSpan> RunAsync() => TestSession.RunAsync(_link, _identity, _spool, _voice, _scheduler, _prefetcher, _held, _bench.Log);

    private async Task PullAsync(SignedTrust signed)
    {
        Assert.Equal(OnOffer(signed).Digest, (await _link.AskAsync()).Digest);
        _link.Answer(Whole(signed));
    }

    private async Task EndAsync(Task session)
    {
        _link.Close();
        await session;
    }

    private RecordManifest Commit()
    {
        var record = TestRecords.Make(1, size: 10_000);
        _spool.Commit(record.Manifest, record.Sealed);
        return record.Manifest;
    }

    private static RecordState Stored(RecordManifest manifest, SigningKey by) =>
        new() { RecordId = manifest.Fields.RecordId, Stored = StoredReceipts.Sign(manifest, DateTimeOffset.UnixEpoch, 1, by) };

    private static ObjectOnOffer OnOffer(SignedTrust signed) => new()
    {
        Name = "trust", Version = 2, Size = (ulong)signed.CalculateSize(), Digest = ByteString.CopyFrom(SHA256.HashData(signed.ToByteArray())),
    };

    private static Answer Whole(SignedTrust signed) => new() { Digest = OnOffer(signed).Digest, Data = signed.ToByteString() };

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
