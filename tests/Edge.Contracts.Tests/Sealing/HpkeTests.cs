using System.Security.Cryptography;
using Edge.Contracts.Sealing;

namespace Edge.Contracts.Tests.Sealing;

public sealed class HpkeTests
{
    // 1 is AES-128-GCM, the suite the RFC prints; 2 is AES-256-GCM, the suite records are sealed with.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Sealing_with_the_vectors_keys_gives_the_vectors_bytes(int aeadId)
    {
        var v = HpkeVector.Load(aeadId);
        using var ephemeral = ECDiffieHellman.Create(v.Ephemeral);
        using var recipient = ECDiffieHellman.Create(v.Recipient);

        var output = Hpke.Seal(ephemeral, recipient.PublicKey, v.Info, v.Aad, v.Plaintext, v.KeyLength);

        Assert.Equal(v.Enc, output[..Hpke.EncLength]);
        Assert.Equal(v.Ciphertext, output[Hpke.EncLength..]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Opening_the_vectors_bytes_gives_the_vectors_plaintext(int aeadId)
    {
        var v = HpkeVector.Load(aeadId);
        using var recipient = ECDiffieHellman.Create(v.Recipient);

        Assert.Equal(v.Plaintext, Hpke.Open(recipient, v.Info, v.Aad, [.. v.Enc, .. v.Ciphertext], v.KeyLength));
    }

    [Fact]
    public void The_other_key_length_does_not_open()
    {
        var v = HpkeVector.Load(2);
        using var recipient = ECDiffieHellman.Create(v.Recipient);

        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(recipient, v.Info, v.Aad, [.. v.Enc, .. v.Ciphertext], Hpke.Aes128));
    }

    [Fact]
    public void Another_info_or_aad_does_not_open()
    {
        var v = HpkeVector.Load(2);
        using var recipient = ECDiffieHellman.Create(v.Recipient);
        byte[] bytes = [.. v.Enc, .. v.Ciphertext];

        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(recipient, [.. v.Info, 0], v.Aad, bytes));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(recipient, v.Info, [], bytes));
    }

    [Fact]
    public void A_point_off_the_curve_is_refused()
    {
        var v = HpkeVector.Load(2);
        using var recipient = ECDiffieHellman.Create(v.Recipient);
        foreach (var enc in new byte[][] { [4, .. new byte[64]], [4, .. Enumerable.Repeat((byte)0xff, 64)], new byte[65] })
        {
            Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(recipient, v.Info, v.Aad, [.. enc, .. v.Ciphertext]));
        }
    }

    [Fact]
    public void Every_sealing_uses_a_key_of_its_own()
    {
        using var recipient = ECDiffieHellman.Create(HpkeVector.Load(2).Recipient);
        using var first = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var second = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

        Assert.NotEqual(Hpke.Seal(first, recipient.PublicKey, [], [], [1, 2, 3]), Hpke.Seal(second, recipient.PublicKey, [], [], [1, 2, 3]));
    }
}
