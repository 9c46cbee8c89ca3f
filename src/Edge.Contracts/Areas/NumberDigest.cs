using System.Security.Cryptography;
using System.Text;

namespace Edge.Contracts.Areas;

/// <summary>A personal number as an area's answers know it: 12 digits, and a keyed digest of them, so that the answers name nobody.</summary>
public static class NumberDigest
{
    /// <summary>Digits of a personal number.</summary>
    public const int Digits = 12;

    /// <summary>Bytes of the digest.</summary>
    public const int Length = 8;

    /// <summary>That it has 12 digits is the one rule.</summary>
    public static bool IsNumber(string? text) => text is { Length: Digits } && text.All(char.IsAsciiDigit);

    /// <summary>The first 8 bytes of HMAC-SHA256 over the digits.</summary>
    public static byte[] Of(ReadOnlySpan<byte> key, string number) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(number))[..Length];
}
