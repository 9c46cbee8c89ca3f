using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;
using Decoder = Edge.Contracts.Decoder;
using ProvisioningMessage = Edge.Contracts.Wire.Provisioning;

namespace Edge.Agent.Identity.Provisioning;

/// <summary>
/// Makes a board somebody: key, certificate, pinned root, addresses. All of it is made beside the present identity, read back, and put
/// in its place in one step: whatever fails or is cut before that leaves the board who it was, and may be done again.
/// </summary>
internal sealed class Provisioner(DataFolder data, IDisk disk)
{
    private readonly IdentityFiles _files = new(data);
    private readonly NewIdentity _new = new(data, disk);

    /// <summary>Provisions from the text of a provisioning file; returns the node's name.</summary>
    /// <exception cref="ProvisioningException">Not provisioned; the board is who it was.</exception>
    public async Task<string> ProvisionAsync(string text, bool replace, CancellationToken cancellationToken)
    {
        var (provisioning, trust) = Read(text);
        CheckReplaces(provisioning, replace);
        using var key = provisioning.Certificate.IsEmpty ? KeyFor(text, replace) : KeyOf(provisioning, replace);
        var ca = new PinnedCa(trust.CaCertificates);
        using var certificate = provisioning.Certificate.IsEmpty
            ? await EnrolAsync(provisioning, ca, key, cancellationToken)
            : X509CertificateLoader.LoadCertificate(provisioning.Certificate.Span);
        CheckCertificate(certificate, key, provisioning.Node, ca);
        _new.Complete(Known(provisioning), ca, key, certificate, Newest(provisioning, trust), text);
        return provisioning.Node;
    }

    /// <summary>Makes the key where there is none, and a request to be signed at the hub: PEM.</summary>
    /// <exception cref="ProvisioningException">The file is unusable, or the board is somebody else.</exception>
    public string CreateRequest(string text, bool replace)
    {
        var (provisioning, _) = Read(text);
        CheckReplaces(provisioning, replace);
        using var key = KeyFor(text, replace);
        return NodeKey.Request(key, provisioning.Node).CreateSigningRequestPem() + "\n";
    }

    /// <summary>Puts a renewed certificate in the place of the present one.</summary>
    public void StoreCertificate(X509Certificate2 certificate) => DurableFile.Replace(disk, _files.Certificate, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));

    /// <exception cref="ProvisioningException">It is not for this key and node by this authority.</exception>
    public static void CheckCertificate(X509Certificate2 certificate, ECDsa key, string node, PinnedCa ca)
    {
        if (!NodeKey.Matches(certificate, key)) throw new ProvisioningException("the certificate is for another key than this board's; ask for one with this board's own request");
        if (certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) != node) throw new ProvisioningException($"the certificate is for another board than {node}");
        if (!ca.Issued(certificate, PinnedCa.ClientAuth)) throw new ProvisioningException("the certificate is not one for boards by an authority of the trust file");
    }

    /// <summary>By which a provisioning file is known again.</summary>
    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The id of the root key that a board believes by this file: to be compared with what the hub's operator was shown.</summary>
    public static string RootOf(string text) => KeyId.Of(Read(text).Provisioning.RootSpki.Span);

    /// <exception cref="ProvisioningException">It is no provisioning file, or it is damaged.</exception>
    public static (ProvisioningMessage Provisioning, TrustAnchors Trust) Read(string text)
    {
        try
        {
            var (provisioning, trust) = ProvisioningFile.Read(text);
            ProvisionedAddress.Parse(provisioning.MqttAddress, "mqtt_address");
            ProvisionedAddress.Parse(provisioning.HttpsAddress, "https_address");
            return (provisioning, trust);
        }
        catch (Exception e) when (e is MalformedException or FormatException)
        {
            throw new ProvisioningException(e.Message, e);
        }
    }

    private void CheckReplaces(ProvisioningMessage provisioning, bool replace)
    {
        if (replace || IdentityStore.Provisioned(_files) is not { } present) return;
        if (present.Node == provisioning.Node && present.RootSpki == provisioning.RootSpki) return;
        var what = present.Node != provisioning.Node ? $"this board is {present.Node} and the file is for {provisioning.Node}" : "the file comes from a hub with another root key";
        throw new ProvisioningException($"{what}; to make the board somebody else, add --replace");
    }

    // Replaced, a board of the same name gets a new key too: a revoked one is let in again with a new key only.
    private ECDsa KeyFor(string text, bool replace) => !replace && File.Exists(_files.Key) ? IdentityStore.ReadKey(_files.Key) : _new.KeyFor(text);

    // The certificate tells for which of the keys the request was.
    private ECDsa KeyOf(ProvisioningMessage provisioning, bool replace)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(provisioning.Certificate.Span);
        foreach (var path in (string[])[_new.Files.Key, .. replace ? Array.Empty<string>() : [_files.Key]])
        {
            if (!File.Exists(path)) continue;
            var key = IdentityStore.ReadKey(path);
            if (NodeKey.Matches(certificate, key)) return key;
            key.Dispose();
        }
        throw new ProvisioningException("the certificate is for another key than this board's; ask for one with this board's own request");
    }

    private static async Task<X509Certificate2> EnrolAsync(ProvisioningMessage provisioning, PinnedCa ca, ECDsa key, CancellationToken cancellationToken)
    {
        if (provisioning.EnrolSecret.Length == 0) throw new ProvisioningException("the file holds neither a certificate nor a one-time secret");
        var request = NodeKey.Request(key, provisioning.Node).CreateSigningRequest();
        return await EstClient.ForOneCommand(ca).EnrolAsync(ProvisionedAddress.Parse(provisioning.HttpsAddress, "https_address"), request, provisioning.EnrolId, provisioning.EnrolSecret, cancellationToken);
    }

    private static ProvisioningMessage Known(ProvisioningMessage provisioning)
    {
        var known = provisioning.Clone();
        (known.EnrolId, known.EnrolSecret, known.Certificate) = ("", "", ByteString.Empty);
        return known;
    }

    // A board never goes back to an older trust file, not even by an old stick.
    private byte[] Newest(ProvisioningMessage provisioning, TrustAnchors trust)
    {
        var given = provisioning.Trust.ToByteArray();
        if (!File.Exists(_files.Trust)) return given;
        try
        {
            var bytes = File.ReadAllBytes(_files.Trust);
            var present = TrustAnchors.Verify(Decoder.Parse(SignedTrust.Parser, bytes, "trust file"), new VerifyingKey(provisioning.RootSpki.Span));
            return present.Version <= trust.Version ? given : bytes;
        }
        catch (MalformedException)
        {
            return given;
        }
    }
}

/// <summary>The board was not provisioned, or its certificate not renewed; what it had is untouched, and trying again is safe.</summary>
internal sealed class ProvisioningException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It may pass by itself: no way to the hub, or a hub that is busy.</summary>
    public bool Passes { get; init; }
}
