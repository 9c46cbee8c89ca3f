using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Testing;

/// <summary>A throwaway authority and what it issues, as PEM files in its own folder.</summary>
public sealed class Pki : IDisposable
{
    public const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    public const string ClientUsage = "1.3.6.1.5.5.7.3.2";
    private static readonly DateTimeOffset Begin = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-mqtt-pki-").FullName;
    private readonly X509Certificate2 _ca;
    private readonly CertificateRevocationListBuilder _revoked = new();
    private int _serial;

    public Pki()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Throwaway CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _ca = request.CreateSelfSigned(Begin, End);
        CaFile = Write("ca.pem", _ca.ExportCertificatePem());
    }

    public string CaFile { get; }

    public (string Certificate, string Key) Server(string dnsName = "hub.test", string? usage = ServerUsage, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, string? revocationList = null) =>
        Issue("CN=hub.test", dnsName, usage, notBefore ?? Begin, notAfter ?? End, revocationList);

    public (string Certificate, string Key) Client(string name) => Issue($"CN={name}", null, ClientUsage, Begin, End);

    public string Crl(params string[] certificateFiles)
    {
        foreach (var file in certificateFiles)
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            _revoked.AddEntry(certificate);
        }
        var crl = _revoked.Build(_ca, 1, End.AddDays(-1), HashAlgorithmName.SHA256, thisUpdate: Begin.AddDays(1));
        return Write("crl.pem", PemEncoding.WriteString("X509 CRL", crl));
    }

    public void Dispose()
    {
        _ca.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private (string Certificate, string Key) Issue(string subject, string? dnsName, string? usage, DateTimeOffset notBefore, DateTimeOffset notAfter, string? revocationList = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        if (usage is not null) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_ca, true, false));
        if (dnsName is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(dnsName);
            request.CertificateExtensions.Add(names.Build());
        }
        if (revocationList is not null) request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([revocationList]));
        var serial = ++_serial;
        using var certificate = request.Create(_ca, notBefore, notAfter, [0x10, (byte)(serial >> 8), (byte)serial]);
        return (Write($"{serial}.pem", certificate.ExportCertificatePem()), Write($"{serial}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
