using System.Security.Cryptography.X509Certificates;
using Edge.Hosting.Linux;

namespace Edge.Hub.Boards;

/// <summary>Certificates and keys as files, for programs and libraries that read them so.</summary>
internal static class PemFiles
{
    public static void Write(X509Certificate2 certificate, string certificateFile, string keyFile)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException($"{certificate.Subject} has no private key");
        DurableFile.WriteText(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        DurableFile.WriteText(certificateFile, certificate.ExportCertificatePem() + "\n");
    }
}
