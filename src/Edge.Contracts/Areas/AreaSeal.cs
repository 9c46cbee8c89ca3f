using System.Security.Cryptography;
using System.Text;
using Edge.Contracts.Sealing;

namespace Edge.Contracts.Areas;

/// <summary>Seals what names people to an area's key, which a board has only while an officer is signed in.</summary>
public static class AreaSeal
{
    private static ReadOnlySpan<byte> WorklistInfo => "edge/v1/worklist"u8;

    private static ReadOnlySpan<byte> KeyInfo => "edge/v1/area-key"u8;

    /// <summary>Seals a worklist's content; area and versions are bound to it.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> areaSpki, string area, ulong version, ulong baseVersion) =>
        Hpke.Seal(areaSpki, WorklistInfo, Aad(area, version, baseVersion), content);

    /// <summary>Opens a worklist's content.</summary>
    /// <exception cref="CryptographicException">It is not sealed to this key, or not these versions, or damaged.</exception>
    public static byte[] Open(ReadOnlySpan<byte> sealedBytes, ECDiffieHellman areaKey, string area, ulong version, ulong baseVersion) =>
        Hpke.Open(areaKey, WorklistInfo, Aad(area, version, baseVersion), sealedBytes);

    /// <summary>Gives an officer the area's private key (PKCS#8).</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> areaPkcs8, ReadOnlySpan<byte> officerSpki, string area, string officer) =>
        Hpke.Seal(officerSpki, KeyInfo, KeyAad(area, officer), areaPkcs8);

    /// <summary>The area's private key, with the officer's.</summary>
    /// <exception cref="CryptographicException">It was not wrapped for this officer and area, or is damaged.</exception>
    public static ECDiffieHellman Unwrap(ReadOnlySpan<byte> wrapped, ECDiffieHellman officerKey, string area, string officer)
    {
        var pkcs8 = Hpke.Open(officerKey, KeyInfo, KeyAad(area, officer), wrapped);
        try
        {
            var key = ECDiffieHellman.Create();
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return key;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private static byte[] Aad(string area, ulong version, ulong baseVersion) => Encoding.UTF8.GetBytes(FormattableString.Invariant($"{area}\0{version}\0{baseVersion}"));

    private static byte[] KeyAad(string area, string officer) => Encoding.UTF8.GetBytes($"{area}\0{officer}");
}
