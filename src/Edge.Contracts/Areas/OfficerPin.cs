using System.Security.Cryptography;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Areas;

/// <summary>
/// An officer's key under a PIN: PBKDF2-HMAC-SHA256 (RFC 8018, 5.2) gives an AES-256-GCM key that opens the officer's private key.
/// Whoever has the disk can try PINs, so the count of iterations is what a PIN is worth (docs/security.md).
/// </summary>
public static class OfficerPin
{
    /// <summary>Iterations for new PINs.</summary>
    public const int Iterations = 600_000;

    /// <summary>More would let a list of the hub's hold a board up for minutes.</summary>
    public const int MostIterations = 5_000_000;

    /// <summary>What a PIN has to be, for messages.</summary>
    public const string Rule = "6 to 12 digits";

    private const int SaltBytes = 16;
    private const int TagBytes = 16;
    private const int NonceBytes = 12;

    /// <summary>Whether it is one.</summary>
    public static bool IsPin(string? pin) => pin is { Length: >= 6 and <= 12 } && pin.All(char.IsAsciiDigit);

    /// <summary>A PIN by chance, of six digits.</summary>
    public static string NewPin() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Makes an officer's key pair and puts it under the PIN.</summary>
    /// <returns>An entry without a name and without the area's key.</returns>
    public static AreaOfficer Make(string officer, string pin, int iterations = Iterations)
    {
        if (!IsPin(pin)) throw new ArgumentException($"a PIN is {Rule}", nameof(pin));
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var pkcs8 = key.ExportPkcs8PrivateKey();
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var wrapped = new byte[pkcs8.Length + TagBytes];
        var secret = Derive(pin, salt, iterations);
        // The salt is new each time, so the key is too, and its one nonce may be zero.
        using (var aead = new AesGcm(secret, TagBytes)) aead.Encrypt(new byte[NonceBytes], pkcs8, wrapped.AsSpan(0, pkcs8.Length), wrapped.AsSpan(pkcs8.Length), System.Text.Encoding.UTF8.GetBytes(officer));
        CryptographicOperations.ZeroMemory(pkcs8);
        CryptographicOperations.ZeroMemory(secret);
        return new AreaOfficer
        {
            Id = officer,
            Salt = ByteString.CopyFrom(salt),
            Iterations = (uint)iterations,
            PublicKey = ByteString.CopyFrom(key.ExportSubjectPublicKeyInfo()),
            WrappedKey = ByteString.CopyFrom(wrapped),
        };
    }

    /// <summary>The officer's private key; null where the PIN is another.</summary>
    public static ECDiffieHellman? Open(AreaOfficer officer, string pin)
    {
        if (!IsPin(pin) || officer.Iterations is 0 or > MostIterations || officer.WrappedKey.Length <= TagBytes) return null;
        var wrapped = officer.WrappedKey.Span;
        var pkcs8 = new byte[wrapped.Length - TagBytes];
        var secret = Derive(pin, officer.Salt.Span, (int)officer.Iterations);
        try
        {
            using var aead = new AesGcm(secret, TagBytes);
            aead.Decrypt(new byte[NonceBytes], wrapped[..^TagBytes], wrapped[^TagBytes..], pkcs8, System.Text.Encoding.UTF8.GetBytes(officer.Id));
            var key = ECDiffieHellman.Create();
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return key;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static byte[] Derive(string pin, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(System.Text.Encoding.ASCII.GetBytes(pin), salt, iterations, HashAlgorithmName.SHA256, 32);
}
