using System.Security.Cryptography;

namespace Edge.Contracts.Signing;

/// <summary>A public ECDSA P-256 key.</summary>
public sealed class VerifyingKey
{
    /// <summary>Bytes of a signature: r and s, 32 each.</summary>
    public const int SignatureLength = 64;

    private readonly byte[] _spki;

    /// <summary>Takes a DER SubjectPublicKeyInfo.</summary>
    /// <exception cref="CryptographicException">It is not a P-256 public key.</exception>
    public VerifyingKey(ReadOnlySpan<byte> spki)
    {
        _spki = spki.ToArray();
        using var key = Import();
        if (key.KeySize != 256) throw new CryptographicException($"The key has {key.KeySize} bits; P-256 is needed.");
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
        using var key = Import();
        return key.VerifyData(context.Frame(bytes), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private ECDsa Import()
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_spki, out _);
        return key;
    }
}
