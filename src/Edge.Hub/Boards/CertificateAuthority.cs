using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts;
using Edge.Hub.Keys;

namespace Edge.Hub.Boards;

/// <summary>Issues the certificates of hub and boards, and the list of those revoked.</summary>
internal sealed class CertificateAuthority(HubKeys keys, TimeProvider time)
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    private const int NodeYears = 15;
    private const int HubYears = 2;

    // mosquitto refuses every board once the list is out of date; it is written anew each day.
    private const int CrlYears = 10;

    /// <summary>The authority's certificate; only this class uses its private key.</summary>
    public X509Certificate2 Certificate => keys.Ca;

    /// <summary>A board's certificate: its name, its key, nothing a CSR asked for.</summary>
    public X509Certificate2 IssueNode(string node, PublicKey key) =>
        Sign(new CertificateRequest(Common(node), key, HashAlgorithmName.SHA256), ClientAuth, From.AddYears(NodeYears));

    /// <summary>The hub's server certificate, for HTTPS and the broker.</summary>
    public X509Certificate2 IssueServer(SubjectAlternativeNameBuilder names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Common(Names.HubServer), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = Sign(request, ServerAuth, From.AddYears(HubYears));
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A client certificate with its private key: the hub's own for the broker, or the short one that takes over a revoked board's connection.</summary>
    public X509Certificate2 IssueClient(string name, TimeSpan? life = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Sign(new CertificateRequest(Common(name), key, HashAlgorithmName.SHA256), ClientAuth, life is { } limit ? time.GetUtcNow() + limit : From.AddYears(HubYears));
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>The revocation list, PEM. It is valid from the authority's own first day, so that a hub's clock set back does not void it.</summary>
    public string Revocations(IEnumerable<(string Serial, DateTimeOffset At)> revoked)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var (serial, at) in revoked) builder.AddEntry(Convert.FromHexString(serial), at);
        var number = new BigInteger(Math.Max(1, time.GetUtcNow().ToUnixTimeSeconds()));
        // An authority of an earlier version may begin later than this machine's clock.
        DateTimeOffset begins = keys.Ca.NotBefore;
        var der = builder.Build(keys.Ca, number, Later(From, begins).AddYears(CrlYears), HashAlgorithmName.SHA256, thisUpdate: begins);
        return PemEncoding.WriteString("X509 CRL", der) + "\n";
    }

    private DateTimeOffset From => HubClock.From(time.GetUtcNow());

    private X509Certificate2 Sign(CertificateRequest request, string usage, DateTimeOffset notAfter)
    {
        var ca = keys.Ca;
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        // A certificate cannot outlive its issuer, nor begin before it; and begin it does then, whatever this hub's clock says.
        var notBefore = Later(HubClock.Begin, ca.NotBefore);
        return request.Create(ca, notBefore, Earlier(Later(notAfter, notBefore.AddMinutes(1).UtcDateTime), ca.NotAfter), Serial());
    }

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }

    private static X500DistinguishedName Common(string name)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(name);
        return builder.Build();
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
