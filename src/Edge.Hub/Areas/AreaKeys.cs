using System.Security.Cryptography;
using Edge.Hosting.Linux;

namespace Edge.Hub.Areas;

/// <summary>The key pairs of the areas. The private part is a file beside the hub's own keys; the archive knows the public one, so that one is never made twice.</summary>
internal sealed class AreaKeys(HubPaths paths)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Lock _making = new();

    /// <summary>The public key of an area that the archive does not know yet.</summary>
    /// <param name="area">Its name, which is a token.</param>
    /// <exception cref="HubException">A file is there and cannot be used.</exception>
    public byte[] Public(string area)
    {
        // Two at once would each make one, and the later file would take the place of the earlier.
        lock (_making)
        {
            using var key = Open(area, known: null);
            return key.ExportSubjectPublicKeyInfo();
        }
    }

    /// <summary>The area's private key, made at first need.</summary>
    /// <param name="area">Its name, which is a token.</param>
    /// <param name="known">The public key the archive has for it; null where it has none.</param>
    /// <exception cref="HubException">The file is missing, or is not the one of this key.</exception>
    public ECDiffieHellman Open(string area, byte[]? known)
    {
        var path = paths.AreaKeyOf(area);
        if (!File.Exists(path)) return known is null ? Make(path) : throw new HubException($"{path} is missing; put it back from a backup: an area's key is never made twice");
        var key = Read(path);
        if (known is null || key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(known)) return key;
        key.Dispose();
        throw new HubException($"{path} is not the key of area {area}; put the right file back from a backup");
    }

    /// <summary>A key for digests of what is kept of an area, so that the archive alone does not let them be guessed.</summary>
    /// <param name="key">The area's private key.</param>
    /// <param name="purpose">Another purpose has another key.</param>
    public static byte[] DigestKey(ECDiffieHellman key, string purpose)
    {
        var parameters = key.ExportParameters(includePrivateParameters: true);
        try
        {
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, parameters.D!, 32, info: System.Text.Encoding.UTF8.GetBytes($"edge/v1/hub-digest/{purpose}"));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }

    private ECDiffieHellman Make(string path)
    {
        if (!Directory.Exists(paths.AreaKeys))
        {
            Directory.CreateDirectory(paths.AreaKeys, Private);
            DurableFile.SyncFolder(paths.Keys);
        }
        var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        DurableFile.WriteText(path, key.ExportPkcs8PrivateKeyPem() + "\n");
        return key;
    }

    private static ECDiffieHellman Read(string path)
    {
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new HubException($"{path} cannot be used: {Reason.Of(e)}; put it back from a backup", e);
        }
    }
}
