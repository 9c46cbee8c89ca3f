using System.Security.Cryptography;
using Edge.Contracts.Signing;
using FsCheck.Fluent;

namespace Edge.Contracts.Tests.Signing;

public sealed class SigningTests
{
    private static readonly SignContext[] Contexts =
        [SignContext.Manifest, SignContext.ChainHead, SignContext.Stored, SignContext.Safe, SignContext.Trust, SignContext.CourierSlip, SignContext.PaperReceipt, SignContext.Settings, SignContext.Presence, SignContext.Release];

    [Fact]
    public void The_list_of_contexts_here_is_whole()
    {
        var all = typeof(SignContext).GetProperties().Where(p => p.PropertyType == typeof(SignContext)).Select(p => p.GetValue(null));
        Assert.Equal(all, Contexts);
    }

    [Fact]
    public void A_signature_verifies_for_its_own_context_only() => Property.Holds(Property.Bytes(100), bytes =>
    {
        foreach (var made in Contexts)
        {
            var signature = Samples.NodeKey.Sign(made, bytes);
            foreach (var tried in Contexts) Assert.Equal(made == tried, Samples.NodeKey.Public.Verify(tried, bytes, signature));
        }
    }, count: 50);

    // The names end in a zero byte and none begins another, so no bytes can carry a signature over.
    [Fact]
    public void No_contexts_frame_begins_with_anothers()
    {
        foreach (var one in Contexts)
        {
            foreach (var other in Contexts)
            {
                Assert.Equal(one == other, one.Frame([]).AsSpan().StartsWith(other.Frame([])));
            }
        }
    }

    [Fact]
    public void Damage_to_any_byte_of_a_signature_is_refused()
    {
        var signature = Samples.NodeKey.Sign(SignContext.Manifest, "bytes"u8);
        Assert.True(Samples.NodeKey.Public.Verify(SignContext.Manifest, "bytes"u8, signature));
        foreach (var damaged in Damage.Every(signature)) Assert.False(Samples.NodeKey.Public.Verify(SignContext.Manifest, "bytes"u8, damaged));
    }

    [Fact]
    public void Any_damage_to_what_was_signed_is_refused() =>
        Property.Holds(from bytes in Property.Bytes(300) from damage in Damage.Any select (bytes, damage), c =>
        {
            var signature = Samples.NodeKey.Sign(SignContext.Manifest, c.bytes);
            Assert.False(Samples.NodeKey.Public.Verify(SignContext.Manifest, c.damage.To(c.bytes), signature));
        });

    [Fact]
    public void Degenerate_signatures_are_refused()
    {
        foreach (byte fill in new byte[] { 0, 1, 0xff })
        {
            Assert.False(Samples.NodeKey.Public.Verify(SignContext.Manifest, [], Enumerable.Repeat(fill, 64).ToArray()));
        }
    }

    [Fact]
    public void Another_key_does_not_verify() =>
        Assert.False(Samples.Root.Public.Verify(SignContext.Manifest, "bytes"u8, Samples.NodeKey.Sign(SignContext.Manifest, "bytes"u8)));

    // secp256k1 and brainpool have 256 bits too: the size alone says nothing.
    [Theory]
    [InlineData("1.3.132.0.10")]
    [InlineData("1.3.36.3.3.2.8.1.1.7")]
    [InlineData("1.3.132.0.34")]
    public void A_key_of_another_curve_is_refused(string curve)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromValue(curve));
        Assert.Throws<CryptographicException>(() => new VerifyingKey(key.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void A_key_of_another_algorithm_is_refused()
    {
        using var key = RSA.Create(2048);
        Assert.ThrowsAny<CryptographicException>(() => new VerifyingKey(key.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void Bytes_after_a_key_are_refused() =>
        Assert.Throws<CryptographicException>(() => new VerifyingKey([.. Samples.NodeKey.Public.Spki.Span, 0]));

    [Fact]
    public void A_damaged_key_is_refused_or_is_another_key()
    {
        var spki = Samples.NodeKey.Public.Spki.ToArray();
        var signature = Samples.NodeKey.Sign(SignContext.Manifest, "bytes"u8);
        var explicitCurve = Samples.RegistryPrivate.ExportExplicitParameters(false);
        using var explicitKey = ECDsa.Create(explicitCurve);
        foreach (var damaged in Damage.Every(spki).Append(explicitKey.ExportSubjectPublicKeyInfo()))
        {
            try
            {
                var key = new VerifyingKey(damaged);
                Assert.NotEqual(Samples.NodeKey.Public.Id, key.Id);
                Assert.False(key.Verify(SignContext.Manifest, "bytes"u8, signature));
            }
            catch (CryptographicException)
            {
                // Refused, as most damage is.
            }
        }
    }

    [Fact]
    public void A_key_is_named_after_its_bytes() =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Samples.Root.Public.Spki.Span))[..16], Samples.Root.Public.Id);
}
