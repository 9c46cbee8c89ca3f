using System.Security.Cryptography;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Testing.Processes;
using Google.Protobuf;

namespace Edge.SystemTests.Support;

/// <summary>The keeper of the offline root, at a machine of their own, and the operator who carries files between it and the hub.</summary>
internal sealed class KeyDesk : IDisposable
{
    private readonly EdgeSystem _system;
    private int _files;

    public KeyDesk(EdgeSystem system)
    {
        _system = system;
        Folder = Directory.CreateDirectory(Path.Combine(system.Folder, "desk")).FullName;
        RootFile = Path.Combine(Folder, "root.key");
        File.Move(Path.Combine(system.HubSetup.Data, "keys", "root.key"), RootFile);
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(RootFile));
        Root = new SigningKey(key);
    }

    public string Folder { get; }

    public string RootFile { get; }

    public SigningKey Root { get; }

    /// <summary>What is in force on the hub.</summary>
    public TrustAnchors InForce => TrustAnchors.Verify(SignedTrust.Parser.ParseFrom(File.ReadAllBytes(TrustFile)), Root.Public);

    public string TrustFile => Path.Combine(_system.HubSetup.Data, "trust", "trust.bin");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Stages, signs and publishes; returns the signed file.</summary>
    public async Task<string> RotateAsync(params string[] changes)
    {
        var (staged, signed) = (NewFile("staged"), NewFile("signed"));
        await _system.Hub.RunAsync(["trust", "stage", "--out", staged, .. changes], null, Token);
        // Without --data: signing knows of no hub.
        (await ToolRun.RunAsync(EdgeTool.Hub, ["trust", "sign", staged, "--root", RootFile, "--previous", TrustFile, "--out", signed], cancellationToken: Token)).Ensure();
        await PublishAsync(signed);
        return signed;
    }

    public Task<ToolResult> PublishAsync(string signed) => _system.Hub.RunAsync(["trust", "publish", signed], null, Token);

    public Task<ToolResult> TryPublishAsync(string signed) =>
        ToolRun.RunAsync(EdgeTool.Hub, ["trust", "publish", signed, "--data", _system.HubSetup.Data], cancellationToken: Token);

    public string Write(SignedTrust signed)
    {
        var file = NewFile("made");
        using var stream = new FileStream(file, FileMode.CreateNew);
        signed.WriteTo(stream);
        return file;
    }

    /// <summary>A new registry key: the files of its private and its public half.</summary>
    public (string Private, string Public) NewRegistryKey()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var (secret, open) = (NewFile("registry.key"), NewFile("registry.pub"));
        using (var writer = new StreamWriter(secret)) writer.Write(key.ExportPkcs8PrivateKeyPem());
        using (var writer = new StreamWriter(open)) writer.Write(key.ExportSubjectPublicKeyInfoPem());
        return (secret, open);
    }

    public void Dispose() => Root.Dispose();

    private string NewFile(string name) => Path.Combine(Folder, $"{++_files}-{name}");
}
