using Edge.Agent.Identity.Provisioning;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;

namespace Edge.Agent.Identity;

/// <summary>The trust file in force. It changes while the agent runs: read <see cref="Current"/> once for everything that must agree.</summary>
internal sealed class TrustStore(VerifyingKey root, TrustAnchors current, IdentityFiles files, IDisk disk)
{
    private volatile TrustAnchors _current = current;
    private volatile string? _problem;

    public TrustAnchors Current => _current;

    /// <summary>Why the file in force is not the newest this board had; null where it is.</summary>
    public string? Problem => _problem;

    /// <summary>
    /// Reads the trust file. A damaged one is replaced by the one the board was provisioned with, which the same root signed: a board
    /// that did not start would turn citizens away. What it costs is bounded: the registry opens records sealed to its earlier key,
    /// whoever can damage the file on purpose already is the board, and the first contact with the hub brings the newest file again.
    /// </summary>
    public static TrustStore Load(TrustAnchors provisioned, VerifyingKey root, IdentityFiles files, IDisk disk)
    {
        try
        {
            var stored = TrustAnchors.Verify(Decoder.Parse(SignedTrust.Parser, File.ReadAllBytes(files.Trust), "trust file"), root);
            return new TrustStore(root, stored.Version < provisioned.Version ? provisioned : stored, files, disk);
        }
        catch (Exception e) when (e is MalformedException or IOException)
        {
            var problem = $"{files.Trust} cannot be used ({Reason.Of(e)}); trust file version {provisioned.Version} of the provisioning is in force until the hub sends the newest";
            return new TrustStore(root, provisioned, files, disk) { _problem = problem };
        }
    }

    /// <summary>Puts a newer trust file in force; durable before anything believes it, and safe to repeat.</summary>
    /// <exception cref="MalformedException">It is not signed by the pinned root, or not newer than the one in force.</exception>
    /// <exception cref="DiskException">It was not written down; the present one stays in force.</exception>
    public void Take(ReadOnlyMemory<byte> bytes)
    {
        var next = TrustAnchors.Verify(Decoder.Parse(SignedTrust.Parser, bytes.Span, "trust file"), root);
        if (next.Version <= _current.Version)
        {
            throw new MalformedException($"trust file version {next.Version} is not newer than version {_current.Version}, which is in force; a board never goes back");
        }
        DurableFile.Replace(disk, files.Trust, next.Signed.ToByteArray());
        WriteAuthorities(next);
        (_current, _problem) = (next, null);
    }

    /// <summary>Finishes what a power cut may have left undone between the trust file and the file of authorities, which MQTT reads.</summary>
    public void Mend() => WriteAuthorities(_current);

    private void WriteAuthorities(TrustAnchors trust)
    {
        var pem = new PinnedCa(trust.CaCertificates).Pem;
        if (!File.Exists(files.Ca) || File.ReadAllText(files.Ca) != pem) DurableFile.Replace(disk, files.Ca, System.Text.Encoding.ASCII.GetBytes(pem));
    }
}
