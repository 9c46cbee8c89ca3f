using System.Security.Cryptography;
using Edge.Agent.Identity;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;

namespace Edge.Agent.Update.Install;

/// <summary>
/// Whom root believes about releases. The agent's folder belongs to the agent's user, so root keeps the root key as it saw it first and the newest
/// trust file that key has signed: whoever takes over the agent later can name no key of their own, nor go back to one that was retired.
/// </summary>
internal sealed class PinnedTrust(InstallFolder folder, IdentityFiles identity, IDisk disk)
{
    /// <summary>Takes over what is new in the agent's folder, and returns what is believed.</summary>
    /// <exception cref="MalformedException">There is nothing to believe, or this machine was given another root key.</exception>
    /// <exception cref="IOException">It cannot be read or written now.</exception>
    public TrustAnchors Load()
    {
        var (provisioned, given) = Provisioned();
        var root = Pin(provisioned);
        if (!root.Spki.Span.SequenceEqual(provisioned.Spki.Span))
            throw new MalformedException($"this board was provisioned with root key {provisioned.Id} and before with {root.Id}: whoever did that takes root's copies away first, with: rm {folder.RootKey} {folder.Trust}");
        var own = File.Exists(folder.Trust) ? Verified(folder.Trust, root) : null;
        var newest = new[] { own, given, File.Exists(identity.Trust) ? Verified(identity.Trust, root) : null }.OfType<TrustAnchors>().MaxBy(t => t.Version)!;
        if (newest.Version > (own?.Version ?? 0)) Write(folder.Trust, newest.Signed.ToByteArray());
        return newest;
    }

    private VerifyingKey Pin(VerifyingKey provisioned)
    {
        if (!File.Exists(folder.RootKey)) Write(folder.RootKey, provisioned.Spki.Span);
        try
        {
            return new VerifyingKey(ReleaseSource.ReadSmall(folder.RootKey, Limits.TrustBytes));
        }
        catch (CryptographicException e)
        {
            throw new MalformedException($"{folder.RootKey} is damaged; take it away, and it is made again from what the board was provisioned with", e);
        }
    }

    private (VerifyingKey Root, TrustAnchors Trust) Provisioned()
    {
        if (!File.Exists(identity.Provisioned)) throw new MalformedException("this board is not provisioned, and so has no trust file that names a release key");
        var (provisioning, trust) = ProvisioningFile.Read(System.Text.Encoding.UTF8.GetString(ReleaseSource.ReadSmall(identity.Provisioned, 2 * Limits.TrustBytes)));
        return (new VerifyingKey(provisioning.RootSpki.Span), trust);
    }

    // A damaged one is as good as none: the others tell.
    private static TrustAnchors? Verified(string path, VerifyingKey root)
    {
        try
        {
            return TrustAnchors.Verify(Decoder.Parse(SignedTrust.Parser, ReleaseSource.ReadSmall(path, Limits.TrustBytes), "trust file"), root);
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    private void Write(string path, ReadOnlySpan<byte> bytes) => DurableFile.Replace(disk, path, bytes);
}
