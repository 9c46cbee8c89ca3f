using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Trust;
using Edge.Hosting.Linux;
using ProvisioningMessage = Edge.Contracts.Wire.Provisioning;

namespace Edge.Agent.Identity.Provisioning;

/// <summary>An identity in the making, in a folder of its own beside the present one.</summary>
internal sealed class NewIdentity(DataFolder data, IDisk disk)
{
    public IdentityFiles Files { get; } = new(data.NewIdentity);

    /// <summary>The key for this provisioning file: the same one at every try, since its one-time secret belongs to the key that used it first.</summary>
    public ECDsa KeyFor(string text)
    {
        var digest = Encoding.ASCII.GetBytes(Provisioner.DigestOf(text));
        DurableFile.EnsureFolder(disk, Files.Folder);
        if (File.Exists(Files.Key) && File.Exists(Files.MadeFor) && File.ReadAllBytes(Files.MadeFor).AsSpan().SequenceEqual(digest)) return IdentityStore.ReadKey(Files.Key);
        Clear();
        // Before the key: one without this is never used.
        DurableFile.Replace(disk, Files.MadeFor, digest);
        var key = NodeKey.Create();
        NodeKey.Write(key, Files, disk);
        return key;
    }

    /// <summary>Writes the rest, reads all of it back, and puts it in the place of the present identity.</summary>
    /// <exception cref="ProvisioningException">It does not read back; the present identity stays.</exception>
    public void Complete(ProvisioningMessage provisioning, PinnedCa ca, ECDsa key, X509Certificate2 certificate, byte[] trust, string text)
    {
        DurableFile.EnsureFolder(disk, Files.Folder);
        if (!Holds(key))
        {
            Clear();
            NodeKey.Write(key, Files, disk);
        }
        DurableFile.Replace(disk, Files.Trust, trust);
        Write(Files.Ca, ca.Pem);
        Write(Files.Provisioned, ProvisioningFile.Write(provisioning));
        Write(Files.Certificate, certificate.ExportCertificatePem() + "\n");
        Write(Files.ProvisionedBy, Provisioner.DigestOf(text));
        Check();
        DurableFile.Swap(disk, Files.Folder, data.Identity);
        // What is here now is who the board was: its key opens nothing that is wanted any more. Its records stay readable by signers/.
        Clear();
    }

    private void Check()
    {
        try
        {
            IdentityStore.Read(Files);
            using var pair = X509Certificate2.CreateFromPemFile(Files.Certificate, Files.Key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MalformedException or CryptographicException or ArgumentException or FormatException)
        {
            throw new ProvisioningException($"what was written to {Files.Folder} does not read back: {Reason.Of(e)}", e);
        }
    }

    private bool Holds(ECDsa key)
    {
        if (!File.Exists(Files.Key)) return false;
        using var held = IdentityStore.ReadKey(Files.Key);
        return held.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
    }

    private void Clear()
    {
        if (!Directory.Exists(Files.Folder)) return;
        foreach (var file in Directory.GetFiles(Files.Folder)) disk.Delete(file);
        disk.SyncFolder(Files.Folder);
    }

    private void Write(string path, string text) => DurableFile.Replace(disk, path, Encoding.ASCII.GetBytes(text));
}
