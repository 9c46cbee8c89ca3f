using System.Security.Cryptography;
using Edge.Contracts.Areas;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Areas;

public sealed class OfficerPinTests
{
    private const int Few = 1_000;

    [Theory]
    [InlineData("123456", true)]
    [InlineData("123456789012", true)]
    [InlineData("12345", false)]
    [InlineData("1234567890123", false)]
    [InlineData("12345a", false)]
    [InlineData("١٢٣٤٥٦", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_pin_is_six_to_twelve_digits(string? pin, bool expected) => Assert.Equal(expected, OfficerPin.IsPin(pin));

    [Fact]
    public void The_right_pin_gives_the_key_and_another_gives_nothing()
    {
        var officer = OfficerPin.Make("hoa", "271828", Few);
        using (var key = OfficerPin.Open(officer, "271828")) Assert.Equal(officer.PublicKey.ToByteArray(), key!.ExportSubjectPublicKeyInfo());
        Assert.Null(OfficerPin.Open(officer, "271829"));
        Assert.Null(OfficerPin.Open(officer, "2718"));
        Assert.Throws<ArgumentException>(() => OfficerPin.Make("hoa", "2718", Few));
    }

    [Fact]
    public void An_entry_that_was_changed_gives_nothing()
    {
        var officer = OfficerPin.Make("hoa", "271828", Few);
        foreach (var change in new Action<Wire.AreaOfficer>[]
        {
            o => o.Id = "huy", o => o.Iterations = Few + 1, o => o.Iterations = 0, o => o.Iterations = OfficerPin.MostIterations + 1,
            o => o.Salt = ByteString.CopyFrom(new byte[16]), o => o.WrappedKey = ByteString.Empty, o => o.WrappedKey = ByteString.CopyFrom(officer.WrappedKey.Span[..^1]),
        })
        {
            var changed = officer.Clone();
            change(changed);
            Assert.Null(OfficerPin.Open(changed, "271828"));
        }
    }

    // What the entry says is what RFC 8018 and AES-GCM make of it, so that another board's software opens it, too.
    [Fact]
    public void The_key_is_under_pbkdf2_of_the_pin_with_the_id_bound_to_it()
    {
        var officer = OfficerPin.Make("hoa", "271828", Few);
        using var aead = new AesGcm(Rfc2898DeriveBytes.Pbkdf2("271828"u8, officer.Salt.Span, Few, HashAlgorithmName.SHA256, 32), 16);
        var pkcs8 = new byte[officer.WrappedKey.Length - 16];
        aead.Decrypt(new byte[12], officer.WrappedKey.Span[..^16], officer.WrappedKey.Span[^16..], pkcs8, "hoa"u8);
        using var key = ECDiffieHellman.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        Assert.Equal(officer.PublicKey.ToByteArray(), key.ExportSubjectPublicKeyInfo());
        Assert.Equal(600_000, OfficerPin.Iterations);
    }
}
