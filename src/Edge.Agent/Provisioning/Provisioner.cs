using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;
using ProvisioningMessage = Edge.Contracts.Wire.Provisioning;
using Decoder = Edge.Contracts.Decoder;

namespace Edge.Agent.Provisioning;

/// <summary>Makes a board somebody: key, certificate, pinned root, addresses. Every step may be cut and done again.</summary>
internal sealed class Provisioner(DataFolder data, IDisk disk)
{
    private readonly IdentityFiles _files = new(data);

    /// <summary>Provisions from the text of a provisioning file; returns the node's name.</summary>
    /// <exception cref="ProvisioningException">Not provisioned; what was there is untouched.</exception>
    public async Task<string> ProvisionAsync(string text, bool replace, CancellationToken cancellationToken)
    {
        var (provisioning, trust) = Read(text);
        using var key = PrepareKey(provisioning, replace);
        var ca = new PinnedCa(trust.CaCertificates);
        using var certificate = provisioning.Certificate.IsEmpty
            ? await EnrolAsync(provisioning, ca, key, cancellationToken)
            : X509CertificateLoader.LoadCertificate(provisioning.Certificate.Span);
        CheckCertificate(certificate, key, provisioning.Node, ca);
        Store(provisioning, trust, ca, certificate);
        return provisioning.Node;
    }

    /// <summary>Makes the key where there is none, and a request to be signed at the hub: PEM.</summary>
    /// <exception cref="ProvisioningException">The file is unusable, or the board is somebody else.</exception>
    public string CreateRequest(string text, bool replace)
    {
        var (provisioning, _) = Read(text);
        using var key = PrepareKey(provisioning, replace);
        return NodeKey.Request(key, provisioning.Node).CreateSigningRequestPem() + "\n";
    }

    /// <summary>Puts a renewed certificate in the place of the present one.</summary>
    public void StoreCertificate(X509Certificate2 certificate) => Write(_files.Certificate, certificate.ExportCertificatePem() + "\n");

    /// <exception cref="ProvisioningException">It is not for this key and node by this authority.</exception>
    public static void CheckCertificate(X509Certificate2 certificate, ECDsa key, string node, PinnedCa ca)
    {
        if (!NodeKey.Matches(certificate, key)) throw new ProvisioningException("the certificate is for another key than this board's; ask for one with this board's own request");
        if (certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) != node) throw new ProvisioningException($"the certificate is for another board than {node}");
        if (!ca.Issued(certificate, PinnedCa.ClientAuth)) throw new ProvisioningException("the certificate is not one for boards by an authority of the trust file");
    }

    private static (ProvisioningMessage Provisioning, TrustAnchors Trust) Read(string text)
    {
        try
        {
            var (provisioning, trust) = ProvisioningFile.Read(text);
            HostPort.Parse(provisioning.MqttAddress, "mqtt_address");
            HostPort.Parse(provisioning.HttpsAddress, "https_address");
            return (provisioning, trust);
        }
        catch (Exception e) when (e is MalformedException or FormatException)
        {
            throw new ProvisioningException(e.Message, e);
        }
    }

    private ECDsa PrepareKey(ProvisioningMessage provisioning, bool replace)
    {
        DurableFile.EnsureFolder(disk, _files.Folder);
        if (Present() is { } present)
        {
            var another = present.Node != provisioning.Node || present.RootSpki != provisioning.RootSpki;
            if (another && !replace)
            {
                var what = present.Node != provisioning.Node ? $"this board is {present.Node} and the file is for {provisioning.Node}" : "the file comes from a hub with another root key";
                throw new ProvisioningException($"{what}; to make the board somebody else, add --replace");
            }
            // Of the same name too: a revoked board is let in again with a new key only.
            if (replace) Forget();
        }
        return NodeKey.LoadOrCreate(_files, disk);
    }

    private ProvisioningMessage? Present()
    {
        if (!File.Exists(_files.Provisioned)) return null;
        try
        {
            return ProvisioningFile.Read(File.ReadAllText(_files.Provisioned)).Provisioning;
        }
        catch (MalformedException)
        {
            return null; // damaged: whoever provisions again wants it replaced
        }
    }

    // The certificate first: without it the board is nobody, whenever this is cut. Records of the old key stay readable by signers/.
    private void Forget()
    {
        foreach (var path in (string[])[_files.Certificate, _files.Provisioned, _files.Trust, _files.Key])
        {
            disk.Delete(path);
            disk.SyncFolder(_files.Folder);
        }
    }

    private static async Task<X509Certificate2> EnrolAsync(ProvisioningMessage provisioning, PinnedCa ca, ECDsa key, CancellationToken cancellationToken)
    {
        if (provisioning.EnrolSecret.Length == 0) throw new ProvisioningException("the file holds neither a certificate nor a one-time secret");
        var request = NodeKey.Request(key, provisioning.Node).CreateSigningRequest();
        return await new EstClient(ca).EnrolAsync(HostPort.Parse(provisioning.HttpsAddress, "https_address"), request, provisioning.EnrolId, provisioning.EnrolSecret, cancellationToken);
    }

    private void Store(ProvisioningMessage provisioning, TrustAnchors trust, PinnedCa ca, X509Certificate2 certificate)
    {
        var known = provisioning.Clone();
        (known.EnrolId, known.EnrolSecret, known.Certificate) = ("", "", ByteString.Empty);
        if (IsNewest(provisioning, trust)) DurableFile.Replace(disk, _files.Trust, provisioning.Trust.ToByteArray());
        Write(_files.Ca, ca.Pem);
        Write(_files.Provisioned, ProvisioningFile.Write(known));
        StoreCertificate(certificate); // last: with it the board is somebody
    }

    // A board never goes back to an older trust file, not even by an old stick.
    private bool IsNewest(ProvisioningMessage provisioning, TrustAnchors trust)
    {
        if (!File.Exists(_files.Trust)) return true;
        try
        {
            var present = Decoder.Parse(SignedTrust.Parser, File.ReadAllBytes(_files.Trust), "trust file");
            return TrustAnchors.Verify(present, new VerifyingKey(provisioning.RootSpki.Span)).Version <= trust.Version;
        }
        catch (MalformedException)
        {
            return true;
        }
    }

    private void Write(string path, string text) => DurableFile.Replace(disk, path, Encoding.ASCII.GetBytes(text));
}
