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

    private static byte[] BrainpoolKey()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.brainpoolP256r1);
        return key.ExportSubjectPublicKeyInfo();
    }

    private static void AssertRefused(byte[] trust, byte[] signature) =>
        Assert.Throws<MalformedException>(() => TrustAnchors.Verify(
            new SignedTrust { Trust = ByteString.CopyFrom(trust), Signature = ByteString.CopyFrom(signature) }, Samples.Root.Public));
}
