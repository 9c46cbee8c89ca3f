using System.Security.Cryptography;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Records;

public sealed class RecordManifestTests
{
    [Fact]
    public void A_manifest_survives_the_wire()
    {
        var made = Samples.Signed();
        var read = RecordManifest.Read(SignedManifest.Parser.ParseFrom(made.ToWire().ToByteArray()));

        Assert.Equal(Samples.Manifest(), read.Fields);
        Assert.Equal(made.Digest, read.Digest);
        Assert.Equal(SHA256.HashData(read.Bytes), read.Digest);
        Assert.Equal(Samples.RecordId, read.RecordId);
        Assert.True(read.IsSignedBy(Samples.NodeKey.Public));
        Assert.False(read.IsSignedBy(Samples.Root.Public));
    }

    [Fact]
    public void Damage_to_any_byte_of_a_manifest_is_refused()
    {
        var made = Samples.Signed();
        foreach (var damaged in Damage.Every(made.Bytes)) AssertRefused(damaged, made.Signature);
    }

    [Fact]
    public void Damage_to_any_byte_of_its_signature_is_refused()
    {
        var made = Samples.Signed();
        foreach (var damaged in Damage.Every(made.Signature)) AssertRefused(made.Bytes, damaged);
    }

    [Fact]
    public void Any_damage_to_any_manifest_is_refused() =>
        Property.Holds(from manifest in Manifests from damage in Damage.Any select (manifest, damage), c =>
        {
            var made = RecordManifest.Sign(c.manifest, Samples.NodeKey);
            AssertRefused(c.damage.To(made.Bytes), made.Signature);
            AssertRefused(made.Bytes, c.damage.To(made.Signature));
        });

    public static TheoryData<string, Action<Manifest>> Broken { get; } = new()
    {
        { "node", m => m.Node = "" },
        { "node", m => m.Node = "hub" },
        { "node", m => m.Node = "../x" },
        { "record_id", m => m.RecordId = ByteString.Empty },
        { "record_id", m => m.RecordId = ByteString.CopyFrom(new byte[17]) },
        { "chain_id", m => m.ChainId = ByteString.CopyFrom(new byte[15]) },
        { "sequence", m => m.Sequence = 0 },
        { "sequence", m => m.Sequence = 1_000_000_000_000 },
        { "previous_digest", m => m.PreviousDigest = ByteString.CopyFrom(new byte[31]) },
        { "kind", m => m.Kind = "Activation" },
        { "priority", m => m.Priority = 10 },
        { "outcome", m => m.Outcome = "a b" },
        { "sealed_size", m => m.SealedSize = 0 },
        { "sealed_size", m => m.SealedSize = Limits.SealedBytes + 1 },
        { "sealed_size", m => m.SealedSize = ulong.MaxValue },
        { "sealed_digest", m => m.SealedDigest = ByteString.CopyFrom(new byte[20]) },
        { "recipient_key_id", m => m.RecipientKeyId = "" },
        { "recipient_key_id", m => m.RecipientKeyId = new string('a', 41) },
        { "recipient_key_id", m => m.RecipientKeyId = "a\u001b[2Jb" },
        { "boot_id", m => m.BootId = ByteString.CopyFrom(new byte[4]) },
    };

    // Not serialisable cases: one test for each would need the runner to store an action.
    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void A_field_out_of_its_bounds_is_refused_by_name(string field, Action<Manifest> breakIt)
    {
        var manifest = Samples.Manifest();
        breakIt(manifest);
        var refusal = Assert.Throws<MalformedException>(() => RecordManifest.Sign(manifest, Samples.NodeKey));
        Assert.Contains(field, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_over_its_limit_is_refused()
    {
        var bytes = new byte[Limits.ManifestBytes + 1];
        Assert.Throws<MalformedException>(() => RecordManifest.Read(bytes, new byte[64]));
    }

    [Fact]
    public void The_largest_manifest_fits_its_limit()
    {
        var manifest = Samples.Manifest();
        (manifest.Node, manifest.Kind, manifest.Outcome) = (new string('n', 40), new string('k', 40), new string('o', 40));
        (manifest.Sequence, manifest.SealedSize, manifest.Priority) = (999_999_999_999, Limits.SealedBytes, 9);
        (manifest.RecipientKeyId, manifest.TrustVersion, manifest.MonotonicMs) = (new string('f', 32), ulong.MaxValue, ulong.MaxValue);
        manifest.WallTimeMs = long.MinValue;

        Assert.True(RecordManifest.Sign(manifest, Samples.NodeKey).IsSignedBy(Samples.NodeKey.Public));
    }

    private static readonly Gen<Manifest> Manifests =
        from sequence in Gen.Choose(1, int.MaxValue)
        from size in Gen.Choose(1, Limits.SealedBytes)
        from priority in Gen.Choose(0, 9)
        from kind in Gen.Elements("activation", "correction", "a", "result-3")
        from first in Gen.Elements(true, false)
        select With(sequence, size, priority, kind, first);

    private static Manifest With(int sequence, int size, int priority, string kind, bool first)
    {
        var manifest = Samples.Manifest();
        (manifest.Sequence, manifest.SealedSize, manifest.Priority, manifest.Kind) = ((ulong)sequence, (ulong)size, (uint)priority, kind);
        if (first) manifest.PreviousDigest = ByteString.Empty;
        return manifest;
    }

    private static void AssertRefused(byte[] bytes, byte[] signature)
    {
        try
        {
            Assert.False(RecordManifest.Read(bytes, signature).IsSignedBy(Samples.NodeKey.Public));
        }
        catch (MalformedException)
        {
            // Refused by its form, before the signature was looked at.
        }
    }
}
