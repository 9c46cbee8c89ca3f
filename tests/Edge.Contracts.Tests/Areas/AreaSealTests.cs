using System.Security.Cryptography;
using Edge.Contracts.Areas;

namespace Edge.Contracts.Tests.Areas;

public sealed class AreaSealTests : IDisposable
{
    private readonly ECDiffieHellman _area = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDiffieHellman _other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void A_list_opens_with_the_areas_key_for_its_area_and_versions_alone()
    {
        var bytes = AreaSeal.Seal("people"u8, _area.ExportSubjectPublicKeyInfo(), "east", 7, 6);
        Assert.Equal("people"u8.ToArray(), AreaSeal.Open(bytes, _area, "east", 7, 6));
        Assert.ThrowsAny<CryptographicException>(() => AreaSeal.Open(bytes, _other, "east", 7, 6));
        Assert.ThrowsAny<CryptographicException>(() => AreaSeal.Open(bytes, _area, "west", 7, 6));
        Assert.ThrowsAny<CryptographicException>(() => AreaSeal.Open(bytes, _area, "east", 8, 6));
        Assert.ThrowsAny<CryptographicException>(() => AreaSeal.Open(bytes, _area, "east", 7, 0));
        Assert.ThrowsAny<CryptographicException>(() => AreaSeal.Open(bytes.AsSpan(0, bytes.Length - 1), _area, "east", 7, 6));
    }

    [Fact]
    public void The_areas_key_is_unwrapped_by_that_officer_for_that_area_alone()
    {
        var wrapped = AreaSeal.Wrap(_area.ExportPkcs8PrivateKey(), _other.ExportSubjectPublicKeyInfo(), "east", "hoa");
        using (var key = AreaSeal.Unwrap(wrapped, _other, "east", "hoa")) Assert.Equal(_area.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
        Assert.ThrowsAny<CryptographicException>(() => AreaSeal.Unwrap(wrapped, _other, "east", "huy"));
        Assert.ThrowsAny<CryptographicException>(() => AreaSeal.Unwrap(wrapped, _other, "west", "hoa"));
        Assert.ThrowsAny<CryptographicException>(() => AreaSeal.Unwrap(wrapped, _area, "east", "hoa"));
        // A list is no key, even where all else is the same.
        Assert.ThrowsAny<CryptographicException>(() => AreaSeal.Unwrap(AreaSeal.Seal("people"u8, _other.ExportSubjectPublicKeyInfo(), "east", 7, 6), _other, "east", "hoa"));
    }

    [Fact]
    public void An_object_opens_at_its_board_under_its_name_and_version_alone()
    {
        var bytes = BoardSeal.Seal("file"u8, _area.ExportSubjectPublicKeyInfo(), "kiosk-1", "area", 3);
        Assert.Equal("file"u8.ToArray(), BoardSeal.Open(bytes, _area, "kiosk-1", "area", 3));
        Assert.ThrowsAny<CryptographicException>(() => BoardSeal.Open(bytes, _other, "kiosk-1", "area", 3));
        Assert.ThrowsAny<CryptographicException>(() => BoardSeal.Open(bytes, _area, "kiosk-2", "area", 3));
        Assert.ThrowsAny<CryptographicException>(() => BoardSeal.Open(bytes, _area, "kiosk-1", "answers", 3));
        Assert.ThrowsAny<CryptographicException>(() => BoardSeal.Open(bytes, _area, "kiosk-1", "area", 4));
        // Each sealing is another.
        Assert.NotEqual(bytes, BoardSeal.Seal("file"u8, _area.ExportSubjectPublicKeyInfo(), "kiosk-1", "area", 3));
    }

    public void Dispose()
    {
        _area.Dispose();
        _other.Dispose();
    }
}
