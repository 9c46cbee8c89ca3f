using System.Security.Cryptography;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Trust;

public sealed class TrustAnchorsTests
{
    [Fact]
    public void A_trust_file_of_the_root_is_believed()
    {
        var trust = TrustAnchors.Verify(TrustAnchors.Sign(Samples.TrustFile(), Samples.Root), Samples.Root.Public);

        Assert.Equal(3ul, trust.Version);
        Assert.Equal(Samples.Registry.Id, trust.Registry.Id);
        Assert.Equal(Samples.Registry.Spki.ToArray(), trust.Registry.Spki.ToArray());
        Assert.NotNull(trust.ReceiptKey(Samples.ReceiptKey.Public.Id));
        Assert.Null(trust.ReceiptKey(Samples.Root.Public.Id));
        Assert.Equal(Samples.CaCertificate, Assert.Single(trust.CaCertificates).ToArray());
    }

    [Fact]
    public void Every_key_is_there_in_the_files_order_and_a_revoked_one_verifies_nothing()
    {
        var file = Samples.TrustFile();
        var (registry, receipt, release) = (AnyKey(), AnyKey(), AnyKey());
        file.RegistryKeys.Insert(0, registry);
        file.ReleaseKeys.Add(release);
        file.ReceiptKeys[0] = receipt;
        file.RevokedReceiptKeys.Add(Samples.ReceiptKey.Public.Id);
        var trust = TrustAnchors.Verify(TrustAnchors.Sign(file, Samples.Root), Samples.Root.Public);

        Assert.Equal([registry.Id, Samples.Registry.Id], trust.RegistryKeys.Select(k => k.Id));
        Assert.Equal(registry.Id, trust.Registry.Id);
        Assert.Equal([receipt.Id], trust.ReceiptKeys.Select(k => k.Id));
        Assert.Equal([release.Id], trust.ReleaseKeys.Select(k => k.Id));
        Assert.Equal([Samples.ReceiptKey.Public.Id], trust.RevokedReceiptKeys);
        Assert.Null(trust.ReceiptKey(Samples.ReceiptKey.Public.Id));
        // Given before it was revoked, or looked at again long after: no difference.
        var old = Samples.Receipt(Samples.Signed());
        Assert.Throws<MalformedException>(() => Edge.Contracts.Records.StoredReceipts.Verify(old, trust));
        Assert.Equal(file, trust.ToFile());
    }

    [Fact]
    public void Damage_to_any_byte_is_refused()
    {
        var signed = TrustAnchors.Sign(Samples.TrustFile(), Samples.Root);
        foreach (var damaged in Damage.Every(signed.Trust.ToByteArray())) AssertRefused(damaged, signed.Signature.ToByteArray());
        foreach (var damaged in Damage.Every(signed.Signature.ToByteArray())) AssertRefused(signed.Trust.ToByteArray(), damaged);
    }

    [Fact]
    public void Any_damage_is_refused() => Property.Holds(Damage.Any, damage =>
    {
        var signed = TrustAnchors.Sign(Samples.TrustFile(), Samples.Root);
        AssertRefused(damage.To(signed.Trust.ToByteArray()), signed.Signature.ToByteArray());
        AssertRefused(signed.Trust.ToByteArray(), damage.To(signed.Signature.ToByteArray()));
    });

    [Fact]
    public void Another_root_is_refused()
    {
        var refusal = Assert.Throws<MalformedException>(() => TrustAnchors.Verify(TrustAnchors.Sign(Samples.TrustFile(), Samples.NodeKey), Samples.Root.Public));
        Assert.Contains(Samples.Root.Public.Id, refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<TrustFile>> Broken { get; } = new()
    {
        { "registry key", t => t.RegistryKeys.Clear() },
        { "certificate", t => t.CaCertificates.Clear() },
        { "named after", t => t.ReceiptKeys[0].Id = t.RegistryKeys[0].Id },
        { "named after", t => t.ReleaseKeys.Add(new PublicKey { Id = "0", Spki = ByteString.Empty }) },
        { "cannot be read", t => t.ReceiptKeys.Add(Samples.Public([1, 2, 3])) },
        { "cannot be read", t => t.ReleaseKeys.Add(Samples.Public([1, 2, 3])) },
        { "cannot be read", t => t.CaCertificates.Add(ByteString.CopyFromUtf8("no certificate")) },
        { "twice", t => t.ReceiptKeys.Add(t.ReceiptKeys[0].Clone()) },
        { "twice", t => t.RegistryKeys.Add(t.RegistryKeys[0].Clone()) },
        { "version is 0", t => t.Version = 0 },
        { "version is", t => t.Version = ulong.MaxValue },
        { "17 registry keys", t => t.RegistryKeys.Add(Enumerable.Range(0, 16).Select(_ => AnyKey())) },
        { "17 receipt keys", t => t.ReceiptKeys.Add(Enumerable.Range(0, 16).Select(_ => AnyKey())) },
        { "17 release keys", t => t.ReleaseKeys.Add(Enumerable.Range(0, 17).Select(_ => AnyKey())) },
        { "17 certificate", t => t.CaCertificates.Add(Enumerable.Repeat(t.CaCertificates[0], 16)) },
        { "257 revoked", t => t.RevokedReceiptKeys.Add(Enumerable.Repeat("0123456789abcdef", 257)) },
        { "not a key id", t => t.RevokedReceiptKeys.Add("../" + t.ReceiptKeys[0].Id) },
        { "as good and as revoked", t => t.RevokedReceiptKeys.Add(t.ReceiptKeys[0].Id) },
        { "at most 65536", t => t.RevokedReceiptKeys.Add(new string('a', 70_000)) },
        { "cannot be read", t => t.RegistryKeys[0] = Samples.Public(BrainpoolKey()) },
    };

    // The root signed it, but nothing a board could use: still a MalformedException, nothing else.
    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void A_trust_file_of_the_wrong_form_is_refused(string reason, Action<TrustFile> breakIt)
    {
        var file = Samples.TrustFile();
        breakIt(file);
        var refusal = Assert.Throws<MalformedException>(() => TrustAnchors.Verify(TrustAnchors.Sign(file, Samples.Root), Samples.Root.Public));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_that_the_root_signed_gives_no_other_exception() => Property.Holds(Damage.Any, damage =>
    {
        var bytes = damage.To(Samples.TrustFile().ToByteArray());
        try
        {
            TrustAnchors.Verify(new SignedTrust { Trust = ByteString.CopyFrom(bytes), Signature = ByteString.CopyFrom(Samples.Root.Sign(SignContext.Trust, bytes)) }, Samples.Root.Public);
        }
        catch (MalformedException)
        {
            // Damage that leaves a usable file may pass: the root signed these very bytes.
        }
    }, count: 2_000);

    private static PublicKey AnyKey()
    {
        using var key = SigningKey.Create();
        return Samples.Public(key.Public.Spki.Span);
    }

    private static byte[] BrainpoolKey()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.brainpoolP256r1);
        return key.ExportSubjectPublicKeyInfo();
    }

    private static void AssertRefused(byte[] trust, byte[] signature) =>
        Assert.Throws<MalformedException>(() => TrustAnchors.Verify(
            new SignedTrust { Trust = ByteString.CopyFrom(trust), Signature = ByteString.CopyFrom(signature) }, Samples.Root.Public));
}
