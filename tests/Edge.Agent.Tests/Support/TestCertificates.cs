using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Agent.Tests.Support;

/// <summary>What the hub's authority issues.</summary>
internal static class TestCertificates
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    public static X509Certificate2 Hub(X509Certificate2? ca = null, string name = "edge-hub", DateTimeOffset? from = null, DateTimeOffset? to = null, string usage = ServerAuth)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = Issue(request, usage, ca ?? TestKeys.Shared.Ca, from, to);
        // TLS on Linux wants the key and the certificate from one store.
        return X509CertificateLoader.LoadPkcs12(issued.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
    }

    public static X509Certificate2 Board(byte[] signingRequest, string node = "kiosk-1", X509Certificate2? ca = null, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var asked = CertificateRequest.LoadSigningRequest(signingRequest, HashAlgorithmName.SHA256);
        return Issue(new CertificateRequest(new X500DistinguishedName("CN=" + node), asked.PublicKey, HashAlgorithmName.SHA256), ClientAuth, ca ?? TestKeys.Shared.Ca, from, to);
    }

    public static X509Certificate2 OtherCa()
    {
        var request = new CertificateRequest("CN=Edge test CA", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static X509Certificate2 Issue(CertificateRequest request, string usage, X509Certificate2 ca, DateTimeOffset? from, DateTimeOffset? to)
    {
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        using var key = ca.GetECDsaPrivateKey()!;
        return request.Create(ca.SubjectName, X509SignatureGenerator.CreateForECDsa(key),
            from ?? DateTimeOffset.UnixEpoch.AddYears(50), to ?? DateTimeOffset.UnixEpoch.AddYears(80), RandomNumberGenerator.GetBytes(8));
    }
}
