using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hub.Hosting;

namespace Edge.Hub.Keys;

/// <summary>What the running hub signs with and believes. The root's and the registry's private keys are not among it: opening a hub reads receipt.key, ca.key, trust.bin and root.pub only.</summary>
internal sealed class HubKeys : IDisposable
{
    private HubKeys(SigningKey receipt, X509Certificate2 ca, TrustAnchors trust, VerifyingKey root) =>
        (Receipt, Ca, Trust, Root) = (receipt, ca, trust, root);

    /// <summary>Signs receipts.</summary>
    public SigningKey Receipt { get; }

    /// <summary>The certificate authority, with its private key.</summary>
    public X509Certificate2 Ca { get; }

    /// <summary>The trust file in force.</summary>
    public TrustAnchors Trust { get; }

    /// <summary>The root's public key, which boards pin.</summary>
    public VerifyingKey Root { get; }

    /// <summary>Opens the keys of a data folder that had its first run.</summary>
    /// <exception cref="ConfigurationException">A file is missing, unreadable, or not the one the trust file names.</exception>
    public static HubKeys Open(HubPaths paths)
    {
        var root = Read(paths.RootPublic, ReadRoot);
        var trust = Read(paths.TrustFile, path => TrustAnchors.Verify(Decoder.Parse(SignedTrust.Parser, File.ReadAllBytes(path), "trust file"), root));
        var receipt = Read(paths.ReceiptKey, path => new SigningKey(ReadKey(path)));
        if (trust.ReceiptKey(receipt.Public.Id) is null)
        {
            throw new ConfigurationException($"{paths.ReceiptKey} holds key {receipt.Public.Id}, which {paths.TrustFile} does not name; put the right file back");
        }
        return new HubKeys(receipt, Read(paths.CaKey, path => ReadCa(path, trust)), trust, root);
    }

    private static VerifyingKey ReadRoot(string path)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return new VerifyingKey(key.ExportSubjectPublicKeyInfo());
    }

    private static ECDsa ReadKey(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }

    private static X509Certificate2 ReadCa(string path, TrustAnchors trust)
    {
        using var key = ReadKey(path);
        var spki = key.ExportSubjectPublicKeyInfo();
        foreach (var der in trust.CaCertificates)
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            if (certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(spki)) return certificate.CopyWithPrivateKey(key);
        }
        throw new CryptographicException("the trust file names no certificate of this key; put the right file back");
    }

    private static T Read<T>(string path, Func<string, T> read)
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
            throw new ConfigurationException($"{path} cannot be used: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        Receipt.Dispose();
        Ca.Dispose();
    }
}
