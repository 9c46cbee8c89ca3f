using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Edge.Contracts.Sealing;

/// <summary>
/// HPKE base mode, single shot (RFC 9180): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-GCM.
/// The key length chooses AES-256-GCM (our suite) or AES-128-GCM (the suite the RFC prints vectors for).
/// </summary>
internal static class Hpke
{
    public const int EncLength = 65;
    public const int TagLength = 16;
    public const int Aes256 = 32;
    public const int Aes128 = 16;

    private const int HashLength = 32;
    private const int NonceLength = 12;
    private const ushort KemId = 0x0010;
    private const ushort KdfId = 0x0001;

    /// <summary>Seals with the given ephemeral key; the output is enc, ciphertext, tag (RFC 9180 section 6.1).</summary>
    public static byte[] Seal(ECDiffieHellman ephemeral, ECDiffieHellmanPublicKey recipient, ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, int keyLength = Aes256)
    {
        var output = new byte[EncLength + plaintext.Length + TagLength];
        var enc = output.AsSpan(0, EncLength);
        P256.WritePoint(ephemeral.ExportParameters(false).Q, enc);
        Span<byte> recipientPoint = stackalloc byte[EncLength];
        P256.WritePoint(recipient.ExportParameters().Q, recipientPoint);

        Span<byte> key = stackalloc byte[keyLength];
        Span<byte> nonce = stackalloc byte[NonceLength];
        DeriveKey(ephemeral, recipient, enc, recipientPoint, info, key, nonce);
        using var aead = new AesGcm(key, TagLength);
        aead.Encrypt(nonce, plaintext, output.AsSpan(EncLength, plaintext.Length), output.AsSpan(EncLength + plaintext.Length), aad);
        CryptographicOperations.ZeroMemory(key);
        return output;
    }

    /// <summary>Seals with a new ephemeral key.</summary>
    /// <param name="recipientSpki">DER SubjectPublicKeyInfo, P-256.</param>
    /// <param name="info">What it is for.</param>
    /// <param name="aad">What is bound to it.</param>
    /// <param name="plaintext">What is sealed.</param>
    public static byte[] Seal(ReadOnlySpan<byte> recipientSpki, ReadOnlySpan<byte> info, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        using var recipient = ECDiffieHellman.Create();
        recipient.ImportSubjectPublicKeyInfo(recipientSpki, out _);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Seal(ephemeral, recipient.PublicKey, info, aad, plaintext);
    }

    /// <summary>Opens what was sealed.</summary>
    /// <exception cref="CryptographicException">The bytes, the key, the info or the aad is not the one sealed with.</exception>
    public static byte[] Open(ECDiffieHellman recipient, ReadOnlySpan<byte> info, ReadOnlySpan<byte> aad,
        ReadOnlySpan<byte> sealedBytes, int keyLength = Aes256)
    {
        if (sealedBytes.Length < EncLength + TagLength)
        {
            throw new CryptographicException($"Sealed bytes are {sealedBytes.Length} long; at least {EncLength + TagLength} are needed.");
        }
        var enc = sealedBytes[..EncLength];
        using var ephemeral = P256.ReadPoint(enc);
        Span<byte> recipientPoint = stackalloc byte[EncLength];
        P256.WritePoint(recipient.ExportParameters(false).Q, recipientPoint);

        Span<byte> key = stackalloc byte[keyLength];
        Span<byte> nonce = stackalloc byte[NonceLength];
        DeriveKey(recipient, ephemeral.PublicKey, enc, recipientPoint, info, key, nonce);
        var plaintext = new byte[sealedBytes.Length - EncLength - TagLength];
        using var aead = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        aead.Decrypt(nonce, sealedBytes[EncLength..^TagLength], sealedBytes[^TagLength..], plaintext, aad);
        return plaintext;
    }

    /// <summary>Encap or Decap (section 4.1) followed by the key schedule of base mode (section 5.1).</summary>
    private static void DeriveKey(ECDiffieHellman own, ECDiffieHellmanPublicKey other, ReadOnlySpan<byte> enc,
        ReadOnlySpan<byte> recipientPoint, ReadOnlySpan<byte> info, Span<byte> key, Span<byte> nonce)
    {
        byte[] kemSuite = [.. "KEM"u8, KemId >> 8, KemId & 0xff];
        byte aeadId = key.Length == Aes256 ? (byte)2 : (byte)1;
        byte[] suite = [.. "HPKE"u8, KemId >> 8, KemId & 0xff, KdfId >> 8, KdfId & 0xff, 0, aeadId];

        var dh = own.DeriveRawSecretAgreement(other);
        byte[] kemContext = [.. enc, .. recipientPoint];
        var sharedSecret = LabeledExpand(LabeledExtract([], "eae_prk"u8, dh, kemSuite), "shared_secret"u8, kemContext, HashLength, kemSuite);

        byte[] context = [0, .. LabeledExtract([], "psk_id_hash"u8, [], suite), .. LabeledExtract([], "info_hash"u8, info, suite)];
        var secret = LabeledExtract(sharedSecret, "secret"u8, [], suite);
        var keyBytes = LabeledExpand(secret, "key"u8, context, key.Length, suite);
        keyBytes.CopyTo(key);
        LabeledExpand(secret, "base_nonce"u8, context, NonceLength, suite).CopyTo(nonce);

        CryptographicOperations.ZeroMemory(dh);
        CryptographicOperations.ZeroMemory(sharedSecret);
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(keyBytes);
    }

    private static byte[] LabeledExtract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> ikm, ReadOnlySpan<byte> suite)
    {
        byte[] labeled = [.. "HPKE-v1"u8, .. suite, .. label, .. ikm];
        var prk = new byte[HashLength];
        HKDF.Extract(HashAlgorithmName.SHA256, labeled, salt, prk);
        CryptographicOperations.ZeroMemory(labeled);
        return prk;
    }

    private static byte[] LabeledExpand(ReadOnlySpan<byte> prk, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, int length, ReadOnlySpan<byte> suite)
    {
        Span<byte> size = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)length);
        byte[] labeled = [.. size, .. "HPKE-v1"u8, .. suite, .. label, .. info];
        var output = new byte[length];
        HKDF.Expand(HashAlgorithmName.SHA256, prk, output, labeled);
        return output;
    }
}
