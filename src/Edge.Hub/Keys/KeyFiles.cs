using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;

namespace Edge.Hub.Keys;

/// <summary>Reads the hub's key and trust files.</summary>
internal static class KeyFiles
{
    /// <summary>Every receipt key of the data folder, by id: the first run's and those made since.</summary>
    /// <exception cref="ConfigurationException">One cannot be read.</exception>
    public static Dictionary<string, SigningKey> ReadReceiptKeys(HubPaths paths)
    {
        var files = Directory.Exists(paths.Keys) ? Directory.GetFiles(paths.Keys, "receipt*.key") : [];
        return files.Order(StringComparer.Ordinal).Select(f => Read(f, path => new SigningKey(ReadKey(path))))
            .DistinctBy(k => k.Public.Id).ToDictionary(k => k.Public.Id, StringComparer.Ordinal);
    }

    /// <summary>The trust file of that path, signed by this root.</summary>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static TrustAnchors ReadTrust(string path, VerifyingKey root) =>
        Read(path, p => TrustAnchors.Verify(Decoder.Parse(SignedTrust.Parser, File.ReadAllBytes(p), "trust file"), root));

    /// <summary>Trust files that were in force before, oldest first.</summary>
    public static IReadOnlyList<TrustAnchors> ReadPastTrust(HubPaths paths, VerifyingKey root)
    {
        var files = Directory.Exists(paths.PastTrust) ? Directory.GetFiles(paths.PastTrust, "*.bin") : [];
        return [.. files.Select(f => ReadTrust(f, root)).OrderBy(t => t.Version)];
    }

    public static VerifyingKey ReadRoot(string path) => Read(path, p =>
    {
        using var key = ReadKey(p);
        return new VerifyingKey(key.ExportSubjectPublicKeyInfo());
    });

    public static ECDsa ReadKey(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }

    /// <summary>Reads a file of the data folder; whatever is wrong with it names the file.</summary>
    public static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"{path} is missing; put it back from a backup: a hub never makes a key twice", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or MalformedException or PlatformNotSupportedException)
        {
            throw new ConfigurationException($"{path} cannot be used: {Reason.Of(e)}", e);
        }
    }
}
