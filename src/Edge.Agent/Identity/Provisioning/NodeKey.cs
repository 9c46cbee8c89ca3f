using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Hosting.Linux;

namespace Edge.Agent.Identity.Provisioning;

/// <summary>The board's private key: made here, durable before anyone hears of it, never leaving.</summary>
internal static class NodeKey
{
    public static ECDsa Create() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Durable on return.</summary>
    public static void Write(ECDsa key, IdentityFiles files, IDisk disk)
    {
        var pem = Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n");
        DurableFile.Replace(disk, files.Key, pem);
        CryptographicOperations.ZeroMemory(pem);
    }

    /// <summary>A PKCS#10 request; the hub takes the name from the secret or the certificate, not from here.</summary>
    public static CertificateRequest Request(ECDsa key, string node) => new(new X500DistinguishedName($"CN={node}"), key, HashAlgorithmName.SHA256);

    public static bool Matches(X509Certificate2 certificate, ECDsa key) =>
        certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
}
