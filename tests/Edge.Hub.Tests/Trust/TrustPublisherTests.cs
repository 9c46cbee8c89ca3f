using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Configuration;
using Edge.Hub.Keys;
using Edge.Hub.Tests.Support;
using Edge.Hub.Trust;
using Google.Protobuf;

namespace Edge.Hub.Tests.Trust;

public sealed class TrustPublisherTests
{
    [Fact]
    public async Task A_published_trust_file_is_in_force_at_once_and_after_a_restart()
    {
        await using var hub = await NodeBench.OpenAsync();
        var first = hub.Keys.Receipt.Public.Id;
        var pem = TrustBench.PublicPem();
        var made = TrustBench.Publish(hub, new StageRequest { NewReceipt = true, AddRegistry = [pem], AddRelease = [pem] })!;
        Assert.Equal((2UL, made), (hub.Keys.Trust.Version, hub.Keys.Receipt.Public.Id));
        Assert.Equal([made, first], hub.Keys.Trust.ReceiptKeys.Select(k => k.Id));
        Assert.Equal(2, hub.Keys.Trust.RegistryKeys.Count);
        Assert.Equal(hub.Keys.Trust.Registry.Id, Assert.Single(hub.Keys.Trust.ReleaseKeys).Id);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(hub.Paths.ReceiptKeyOf(made)));

        using var again = HubKeys.Open(hub.Paths);
        Assert.Equal((2UL, made, first), (again.Trust.Version, again.Receipt.Public.Id, again.Receipts.For(1).Public.Id));
    }

    [Fact]
    public async Task A_staged_receipt_key_signs_nothing_before_its_file_is_published()
    {
        await using var hub = await NodeBench.OpenAsync();
        var first = hub.Keys.Receipt.Public.Id;
        TrustBench.Make(hub, new StageRequest { NewReceipt = true });
        using var again = HubKeys.Open(hub.Paths);
        Assert.Equal((first, first), (hub.Keys.Receipt.Public.Id, again.Receipt.Public.Id));
        Assert.Equal(2, again.HeldReceiptKeys.Count);
    }

    [Fact]
    public async Task What_the_root_did_not_sign_or_is_not_newer_is_refused()
    {
        await using var hub = await NodeBench.OpenAsync();
        using var thief = SigningKey.Create();
        var (forged, _) = TrustBench.Make(hub, new StageRequest(), thief);
        Assert.Contains("not signed by the pinned root", Assert.Throws<MalformedException>(() => hub.Publisher.Publish(forged)).Message, StringComparison.Ordinal);
        Assert.Throws<MalformedException>(() => hub.Publisher.Publish(TrustBench.Make(hub, new StageRequest(), hub.Keys.Receipt).Signed));
        Assert.Throws<MalformedException>(() => hub.Publisher.Publish(hub.Publisher.Stage(new StageRequest()).File));

        var (second, _) = TrustBench.Make(hub, new StageRequest());
        hub.Publisher.Publish(second);
        Assert.Contains("not newer", Assert.Throws<MalformedException>(() => hub.Publisher.Publish(second)).Message, StringComparison.Ordinal);
        TrustBench.Publish(hub, new StageRequest());
        Assert.Throws<MalformedException>(() => hub.Publisher.Publish(second));
        Assert.Equal(3UL, hub.Keys.Trust.Version);
    }

    [Fact]
    public async Task A_file_this_hub_could_not_work_with_is_refused()
    {
        await using var hub = await NodeBench.OpenAsync();
        using var root = TrustBench.Root(hub);
        using var elsewhere = SigningKey.Create();
        var strange = hub.Keys.Trust.ToFile();
        strange.Version = 2;
        strange.ReceiptKeys[0] = new PublicKey { Id = elsewhere.Public.Id, Spki = ByteString.CopyFrom(elsewhere.Public.Spki.Span) };
        Assert.Contains("receipt key", Assert.Throws<ConfigurationException>(() => hub.Publisher.Publish(TrustAnchors.Sign(strange, root).ToByteArray())).Message, StringComparison.Ordinal);

        var other = hub.Keys.Trust.ToFile();
        other.Version = 2;
        using var authority = hub.Authority.IssueClient("some-ca");
        other.CaCertificates[0] = ByteString.CopyFrom(authority.RawData);
        Assert.Contains("authority", Assert.Throws<ConfigurationException>(() => hub.Publisher.Publish(TrustAnchors.Sign(other, root).ToByteArray())).Message, StringComparison.Ordinal);
        Assert.Equal(1UL, hub.Keys.Trust.Version);
        Assert.Equal(1UL, HubKeys.Open(hub.Paths).Trust.Version);
    }

    public static TheoryData<string, object> Wrong { get; } = new()
    {
        { "names no registry key", new StageRequest { RetireRegistry = ["0123456789abcdef"] } },
        { "names no receipt key", new StageRequest { RetireReceipt = ["0123456789abcdef"] } },
        { "names no release key", new StageRequest { RetireRelease = ["0123456789abcdef"] } },
        { "not a key id", new StageRequest { RevokeReceipt = ["Not An Id"] } },
        { "P-256", new StageRequest { AddRegistry = ["nonsense"] } },
        { "private key", new StageRequest { AddRegistry = ["-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----"] } },
        { "at most 16", new StageRequest { AddRelease = [.. Enumerable.Range(0, 17).Select(_ => TrustBench.PublicPem())] } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_request_is_refused_and_leaves_nothing_behind(string reason, object request)
    {
        await using var hub = await NodeBench.OpenAsync();
        var refusal = Assert.Throws<MalformedException>(() => hub.Publisher.Stage((StageRequest)request with { NewReceipt = true }));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(hub.Paths.Keys, "receipt*"));
    }

    [Fact]
    public async Task The_last_registry_key_and_the_last_receipt_key_cannot_be_taken_out()
    {
        await using var hub = await NodeBench.OpenAsync();
        Assert.Throws<MalformedException>(() => hub.Publisher.Stage(new StageRequest { RetireRegistry = [hub.Keys.Trust.Registry.Id] }));
        Assert.Contains("--new-receipt", Assert.Throws<MalformedException>(() => hub.Publisher.Stage(new StageRequest { RevokeReceipt = [hub.Keys.Receipt.Public.Id] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_stays_revoked_in_later_versions()
    {
        await using var hub = await NodeBench.OpenAsync();
        var first = hub.Keys.Receipt.Public.Id;
        TrustBench.Publish(hub, new StageRequest { NewReceipt = true, RevokeReceipt = [first] });
        TrustBench.Publish(hub, new StageRequest());
        Assert.Equal((3UL, first), (hub.Keys.Trust.Version, Assert.Single(hub.Keys.Trust.RevokedReceiptKeys)));
        Assert.Null(hub.Keys.Trust.ReceiptKey(first));
        // Its file may go now: the hub starts with what is left.
        File.Delete(hub.Paths.ReceiptKey);
        HubKeys.Open(hub.Paths).Dispose();
    }
}
