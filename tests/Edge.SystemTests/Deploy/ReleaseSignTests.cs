using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Contracts.Signing;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Deploy;

/// <summary>From a program's folder to a signed release: packed where it is built, signed where the key is.</summary>
public sealed class ReleaseSignTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-release-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Packed => Path.Combine(_folder, "agent.unsigned-release");

    private string Signed => Path.Combine(_folder, "agent.edge-release");

    [Fact(Timeout = 120_000)]
    public async Task What_was_packed_is_shown_and_signed_without_a_hub()
    {
        using var key = await PackAsync();
        var (code, output, error) = await HubAsync("release", "sign", Packed, "--key", Path.Combine(_folder, "release.key"), "--out", Signed);
        Assert.True(code == 0, error);
        Assert.Contains("version   1.0 (number 10)", output, StringComparison.Ordinal);
        Assert.Contains("format    state: reads 1 to 1, writes 1", output, StringComparison.Ordinal);
        var head = ReleaseHead.Read(await File.ReadAllBytesAsync(Signed, Token));
        head.RequireSignature([new VerifyingKey(key.ExportSubjectPublicKeyInfo())]);
        Assert.Equal(head.FileLength, new FileInfo(Signed).Length);
        Assert.Contains($"signed    by key {head.Signed.KeyId}", (await HubAsync("release", "show", Signed)).Output, StringComparison.Ordinal);
        // Never over what is there.
        Assert.Contains("exists already", (await HubAsync("release", "sign", Packed, "--key", Path.Combine(_folder, "release.key"), "--out", Signed)).Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_release_that_is_not_whole_is_not_signed()
    {
        using var key = await PackAsync();
        var bytes = await File.ReadAllBytesAsync(Packed, Token);
        await File.WriteAllBytesAsync(Packed, bytes[..^1], Token);
        Assert.Contains("was cut off", (await HubAsync("release", "sign", Packed, "--key", Path.Combine(_folder, "release.key"), "--out", Signed)).Error, StringComparison.Ordinal);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(Packed, bytes, Token);
        Assert.Contains("was damaged", (await HubAsync("release", "sign", Packed, "--key", Path.Combine(_folder, "release.key"), "--out", Signed)).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Signed));
        Assert.Throws<MalformedException>(() => ReleaseHead.Read(bytes).RequireSignature([new VerifyingKey(key.ExportSubjectPublicKeyInfo())]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<ECDsa> PackAsync()
    {
        var program = Directory.CreateDirectory(Path.Combine(_folder, "program")).FullName;
        await File.WriteAllTextAsync(Path.Combine(program, "edge-agent"), "program", Token);
        var run = await ToolRun.RunAsync(EdgeTool.Agent, ["release", "pack", program, "--out", Packed, "--release-version", "1.0", "--number", "10", "--arch", "arm64", "--fast"], cancellationToken: Token);
        Assert.True(run.ExitCode == 0, run.Errors);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(_folder, "release.key"), key.ExportPkcs8PrivateKeyPem(), Token);
        return key;
    }

    private static async Task<(int Code, string Output, string Error)> HubAsync(params string[] arguments)
    {
        var run = await ToolRun.RunAsync(EdgeTool.Hub, arguments, cancellationToken: Token);
        return (run.ExitCode, run.Output, run.Errors);
    }
}
