using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Hosting.Configuration;

namespace Edge.Hub.Keys;

/// <summary>What the running hub signs with and believes. The root's and the registry's private keys are not among it: opening a hub reads receipt keys, ca.key, trust files and root.pub only.</summary>
internal sealed class HubKeys : IDisposable
{
    private volatile InForce _now;

    private HubKeys(InForce now, X509Certificate2 ca, VerifyingKey root) => (_now, Ca, Root) = (now, ca, root);

    /// <summary>Signs receipts of boards that have the trust file in force; for one board use <see cref="Receipts"/>.</summary>
    public SigningKey Receipt => _now.Receipts.Newest;

    /// <summary>Chooses the key that signs for one board.</summary>
    public ReceiptKeys Receipts => _now.Receipts;

    /// <summary>The certificate authority, with its private key.</summary>
    public X509Certificate2 Ca { get; }

    /// <summary>The trust file in force.</summary>
    public TrustAnchors Trust => _now.Trust;

    /// <summary>Ids of the receipt keys whose private half is here, also those not in use yet or any more.</summary>
    public IReadOnlyCollection<string> HeldReceiptKeys => [.. _now.Held.Keys];

    /// <summary>The root's public key, which boards pin.</summary>
    public VerifyingKey Root { get; }

    /// <summary>Opens the keys of a data folder that had its first run.</summary>
    /// <exception cref="ConfigurationException">A file is missing, unreadable, or not the one the trust file names.</exception>
    public static HubKeys Open(HubPaths paths)
    {
        var root = KeyFiles.ReadRoot(paths.RootPublic);
        var trust = KeyFiles.ReadTrust(paths.TrustFile, root);
        return new HubKeys(Assemble(paths, root, trust), KeyFiles.Read(paths.CaKey, path => ReadCa(path, trust)), root);
    }

    /// <summary>Says why this trust file cannot be in force on this hub, or nothing.</summary>
    /// <exception cref="ConfigurationException">The hub would have nothing to sign with, or no authority, or a file of its keys cannot be read.</exception>
    public void Check(HubPaths paths, TrustAnchors trust)
    {
        Assemble(paths, Root, trust).Dispose();
        if (!trust.CaCertificates.Any(c => c.Span.SequenceEqual(Ca.RawData))) throw new ConfigurationException("the trust file does not name this hub's certificate authority: no board could reach the hub any more");
    }

    /// <summary>Puts in force what the data folder holds now. The keys from before stay usable: somebody may be signing with one.</summary>
    public void Reload(HubPaths paths)
    {
        _now = Assemble(paths, Root, KeyFiles.ReadTrust(paths.TrustFile, Root));
        Reloaded?.Invoke();
    }

    /// <summary>Raised when other keys or another trust file are in force.</summary>
    public event Action? Reloaded;

    public void Dispose()
    {
        _now.Dispose();
        Ca.Dispose();
    }

    private static InForce Assemble(HubPaths paths, VerifyingKey root, TrustAnchors trust)
    {
        var held = KeyFiles.ReadReceiptKeys(paths);
        try
        {
            return new InForce(trust, new ReceiptKeys(held, trust, KeyFiles.ReadPastTrust(paths, root)), held);
        }
        catch (ArgumentException e)
        {
            var have = held.Count == 0 ? "there is none" : $"the ones there are {string.Join(", ", held.Keys)}";
            throw new ConfigurationException($"no receipt key in {paths.ReceiptKey} or beside it is one that trust file version {trust.Version} names ({have}); put the right file back", e);
        }
    }

    private static X509Certificate2 ReadCa(string path, TrustAnchors trust)
    {
        using var key = KeyFiles.ReadKey(path);
        var spki = key.ExportSubjectPublicKeyInfo();
        foreach (var der in trust.CaCertificates)
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            if (certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(spki)) return certificate.CopyWithPrivateKey(key);
        }
        throw new CryptographicException("the trust file names no certificate of this key; put the right file back");
    }

    /// <summary>What belongs together and changes together.</summary>
    private sealed record InForce(TrustAnchors Trust, ReceiptKeys Receipts, IReadOnlyDictionary<string, SigningKey> Held) : IDisposable
    {
        public void Dispose()
        {
            foreach (var key in Held.Values) key.Dispose();
        }
    }
}
