using System.Security.Cryptography;
using System.Text;

namespace Edge.Agent.Identity.Officers;

/// <summary>An officer who has signed in with the right PIN. While one is, the board has the area's key; it is gone with the signing out. A case in hand can still be finished after that.</summary>
internal sealed class SignedIn(string id, string name, ECDiffieHellman areaKey) : IDisposable
{
    private readonly byte[] _secret = Secret(areaKey);

    /// <summary>The officer's name on the wire and in journals: <c>[a-z0-9-]{1,40}</c>.</summary>
    public string Id { get; } = id;

    /// <summary>For people.</summary>
    public string Name { get; } = name;

    /// <summary>Opens what is sealed to the area.</summary>
    public ECDiffieHellman AreaKey { get; } = areaKey;

    /// <summary>
    /// A digest by which the area's boards know something again, such as a personal number, and which tells nothing to whoever has
    /// only the disk: its key comes from the area's.
    /// </summary>
    /// <param name="purpose">The same text in another purpose has another digest.</param>
    /// <param name="text">What is digested.</param>
    public byte[] Digest(string purpose, string text)
    {
        var key = HKDF.Expand(HashAlgorithmName.SHA256, _secret, 32, Encoding.UTF8.GetBytes($"edge/v1/digest/{purpose}"));
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
    }

    public void Dispose() => AreaKey.Dispose();

    private static byte[] Secret(ECDiffieHellman key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: true);
        try
        {
            return HKDF.Extract(HashAlgorithmName.SHA256, parameters.D!, "edge/v1/area"u8.ToArray());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }
}
