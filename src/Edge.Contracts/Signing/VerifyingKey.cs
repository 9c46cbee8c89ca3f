using System.Security.Cryptography;

namespace Edge.Contracts.Signing;

/// <summary>A public ECDSA P-256 key.</summary>
public sealed class VerifyingKey
{
    /// <summary>Bytes of a signature: r and s, 32 each.</summary>
    public const int SignatureLength = 64;

    private readonly byte[] _spki;
    private readonly ECDsa _key;

    // Importing costs as much as verifying, and hubs verify by the thousand. .NET does not promise that one ECDsa object serves several threads.
    private readonly Lock _gate = new();

    /// <summary>Takes a DER SubjectPublicKeyInfo.</summary>
    /// <exception cref="CryptographicException">It is not a P-256 public key.</exception>
    public VerifyingKey(ReadOnlySpan<byte> spki)
    {
        _spki = spki.ToArray();
        if (!IsP256(spki)) throw new CryptographicException("The key is not a P-256 public key.");
        _key = Import();
        Id = KeyId.Of(_spki);
    }

    /// <summary>See <see cref="KeyId"/>.</summary>
    public string Id { get; }

    /// <summary>DER SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> Spki => _spki;

    /// <summary>True where this key's private half signed exactly these bytes for this purpose.</summary>
    public bool Verify(SignContext context, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength) return false;
        var framed = context.Frame(bytes);
        lock (_gate) return _key.VerifyData(framed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    // The only form there is: this header, then the uncompressed point. Other curves of 256 bits, explicit
    // parameters and bytes after the key are refused before the platform's importer sees them.
    private static bool IsP256(ReadOnlySpan<byte> spki) => spki.Length == Header.Length + 64 && spki.StartsWith(Header);

    private static ReadOnlySpan<byte> Header =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
        0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    private ECDsa Import()
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_spki, out _);
        return key;
    }
}
