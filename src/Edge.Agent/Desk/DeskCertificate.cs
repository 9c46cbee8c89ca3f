using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Agent.Identity;
using Edge.Hosting.Linux;

namespace Edge.Agent.Desk;

/// <summary>
/// The certificate of the page over HTTPS: of the board's own key, signed by itself, and the same until the key changes, so that
/// its fingerprint can be compared. The one for the hub is for clients only, and browsers refuse it.
/// </summary>
internal static class DeskCertificate
{
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    private static readonly DateTimeOffset From = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset To = new(2049, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="CryptographicException">The board's key cannot be used.</exception>
    /// <exception cref="IOException">The certificate cannot be written.</exception>
    public static X509Certificate2 Of(AgentIdentity identity, IPAddress address, IDisk disk)
    {
        using var key = IdentityStore.ReadKey(identity.KeyFile);
        // Beside the key, so that both change together.
        var path = Path.Combine(Path.GetDirectoryName(identity.KeyFile)!, "desk.crt");
        if (Read(path, key) is { } present) return present;
        using var made = Make(key, identity.Node, address);
        DurableFile.Replace(disk, path, System.Text.Encoding.ASCII.GetBytes(made.ExportCertificatePem()));
        return WithKey(made, key);
    }

    /// <summary>As browsers show it: SHA-256, in pairs.</summary>
    public static string Fingerprint(X509Certificate2 certificate) =>
        string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(b => b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

    private static X509Certificate2? Read(string path, ECDsa key)
    {
        try
        {
            using var present = X509CertificateLoader.LoadCertificateFromFile(path);
            return present.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()) ? WithKey(present, key) : null;
        }
        catch (Exception e) when (e is CryptographicException or FileNotFoundException)
        {
            return null;
        }
    }

    private static X509Certificate2 Make(ECDsa key, string node, IPAddress address)
    {
        var request = new CertificateRequest(new X500DistinguishedName($"CN={node}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerUsage)], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(node);
        names.AddDnsName($"{node}.local");
        if (!address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)) names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(From, To);
    }

    // TLS on Linux wants the key and the certificate from one store.
    private static X509Certificate2 WithKey(X509Certificate2 certificate, ECDsa key)
    {
        using var both = certificate.HasPrivateKey ? new X509Certificate2(certificate) : certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(both.Export(X509ContentType.Pkcs12), null);
    }
}
