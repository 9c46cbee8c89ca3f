using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Storage;
using Edge.Contracts.Trust;
using Edge.Hosting.Linux;
using Google.Protobuf;
using ProvisioningMessage = Edge.Contracts.Wire.Provisioning;

namespace Edge.Benchmarks.Startup;

/// <summary>Makes a data folder a board's, as by a provisioning file that holds the certificate: no hub is needed.</summary>
internal sealed class Admission(Board board, DataFolder data)
{
    public async Task ProvisionAsync(CancellationToken cancellationToken)
    {
        var disk = new LinuxDisk();
        var files = new IdentityFiles(data);
        DurableFile.EnsureFolder(disk, files.Folder);
        DurableFile.Replace(disk, files.Key, Encoding.ASCII.GetBytes(board.EcKey.ExportPkcs8PrivateKeyPem() + "\n"));
        var provisioning = new ProvisioningMessage
        {
            Node = Board.Node,
            Group = "bench",
            // Nobody listens there: a start must not wait for a hub.
            MqttAddress = "127.0.0.1:9",
            HttpsAddress = "127.0.0.1:9",
            RootSpki = ByteString.CopyFrom(board.RootPublic.Spki.Span),
            Trust = board.Trust.Signed,
            Certificate = ByteString.CopyFrom(Certificate()),
        };
        await new Provisioner(data, disk).ProvisionAsync(ProvisioningFile.Write(provisioning), replace: false, cancellationToken);
    }

    private byte[] Certificate()
    {
        var request = new CertificateRequest($"CN={Board.Node}", board.EcKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(PinnedCa.ClientAuth)], false));
        using var certificate = request.Create(board.Ca, board.Ca.NotBefore, board.Ca.NotAfter, RandomNumberGenerator.GetBytes(8));
        return certificate.RawData;
    }
}
