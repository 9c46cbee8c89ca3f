using System.Security.Cryptography;

namespace Edge.Contracts.Signing;

/// <summary>How a public key is named: the first 16 hex digits of the SHA-256 of its DER SubjectPublicKeyInfo.</summary>
public static class KeyId
{
    /// <summary>Names a key.</summary>
    public static string Of(ReadOnlySpan<byte> spki) => Convert.ToHexStringLower(SHA256.HashData(spki)[..8]);
}
