using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Google.Protobuf;

namespace Edge.Hub.Keys;

/// <summary>Makes every key and the first trust file. The trust file is written last: without it nothing has been given to anyone yet, and the next start makes all of them again.</summary>
internal static class FirstRun
{
    // Boards do not check dates; fifty years keep a 15-year node certificate inside its issuer's for 35.
    private const int CaYears = 50;

    /// <summary>True where a data folder had no first run yet.</summary>
    /// <exception cref="ConfigurationException">There is a database but no trust file: keys made now would lock out every board there is.</exception>
    public static bool IsDue(HubPaths paths)
    {
        if (File.Exists(paths.TrustFile)) return false;
        if (!File.Exists(paths.Database)) return true;
        throw new ConfigurationException($"{paths.TrustFile} is missing though {paths.Database} is there; put it and {paths.Keys} back from a backup: a hub never makes a key twice");
    }

    /// <summary>Makes the keys and tells where those are that have to leave.</summary>
    /// <exception cref="HubException">The clock cannot be right.</exception>
    public static void Make(HubPaths paths, TimeProvider time, TextWriter talk)
    {
        if (HubClock.Problem(time.GetUtcNow()) is { } problem) throw new HubException(problem);
        using var root = NewKey();
        using var registry = NewKey();
        using var receipt = NewKey();
        using var ca = NewKey();
        using var caCertificate = NewCa(ca, time.GetUtcNow());
        DurableFile.WriteText(paths.RootKey, root.ExportPkcs8PrivateKeyPem() + "\n");
        DurableFile.WriteText(paths.RegistryKey, registry.ExportPkcs8PrivateKeyPem() + "\n");
        DurableFile.WriteText(paths.ReceiptKey, receipt.ExportPkcs8PrivateKeyPem() + "\n");
        DurableFile.WriteText(paths.CaKey, ca.ExportPkcs8PrivateKeyPem() + "\n");
        DurableFile.WriteText(paths.RootPublic, root.ExportSubjectPublicKeyInfoPem() + "\n");
        DurableFile.SyncFolder(paths.Data);
        var trust = new TrustFile { Version = 1, IssuedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds() };
        trust.RegistryKeys.Add(PublicOf(registry));
        trust.ReceiptKeys.Add(PublicOf(receipt));
        trust.CaCertificates.Add(ByteString.CopyFrom(caCertificate.RawData));
        using var signer = new SigningKey(root);
        DurableFile.Write(paths.TrustFile, TrustAnchors.Sign(trust, signer).ToByteArray());
        talk.WriteLine($"First run: keys made in {paths.Keys}.");
        talk.WriteLine($"Move {paths.RootKey} to a machine that is kept offline: it signs what boards believe.");
        talk.WriteLine($"Move {paths.RegistryKey} to where exports are read: it opens the records. The running hub needs neither and never reads them.");
    }

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static Edge.Contracts.Wire.PublicKey PublicOf(ECDsa key)
    {
        var spki = key.ExportSubjectPublicKeyInfo();
        return new Edge.Contracts.Wire.PublicKey { Id = KeyId.Of(spki), Spki = ByteString.CopyFrom(spki) };
    }

    private static X509Certificate2 NewCa(ECDsa key, DateTimeOffset now)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName($"Edge CA {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(HubClock.Begin, now.AddYears(CaYears));
    }
}
