using System.Security.Cryptography;
using System.Text.Json;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Cli;
using Edge.Hub.Keys;
using Edge.Hub.Tests.Support;
using Edge.Hub.Trust;
using Edge.Testing;

namespace Edge.Hub.Tests.Cli;

public sealed class TrustCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_trust_file_is_staged_at_the_hub_signed_elsewhere_and_published()
    {
        await using var hub = await HubHarness.StartAsync();
        var first = hub.Get<HubKeys>().Receipt.Public.Id;
        var (root, previous) = Carry(hub);
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "trust", "stage", "--out", File("staged"), "--new-receipt", "--revoke-receipt", first, "--add-registry", NewRegistryKey())).Code);
        Assert.Contains("not yet", (await RunAsync(hub, "trust", "show", File("staged"))).Output, StringComparison.Ordinal);

        // No --data: this machine has no hub.
        var (code, words, talk) = await RunAsync("trust", "sign", File("staged"), "--root", root, "--previous", previous, "--out", File("signed"));
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("version 1 becomes 2", words, StringComparison.Ordinal);
        Assert.Contains($"receipt key {first} is REVOKED", words, StringComparison.Ordinal);
        Assert.Contains("new records are sealed to registry key", words, StringComparison.Ordinal);
        Assert.Contains(hub.Get<HubKeys>().Root.Id, talk, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", words + talk, StringComparison.Ordinal);

        Assert.Contains("signed: by the root", (await RunAsync(hub, "trust", "show", File("signed"))).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "trust", "publish", File("signed"))).Code);
        var shown = JsonSerializer.Deserialize<TrustView>((await RunAsync(hub, "trust", "show", "--json")).Output, HubJson.Options)!;
        Assert.Equal(2UL, shown.Version);
        Assert.Contains(shown.Keys, k => (k.Role, k.Id, k.State) == ("receipt", first, "revoked"));
        Assert.Equal(2, shown.Keys.Count(k => k.Role == "registry"));
        Assert.Equal(2UL, hub.Get<HubKeys>().Trust.Version);

        // Compared with a file that is older than the last, what lies between would not show.
        await RunAsync(hub, "trust", "stage", "--out", File("third"));
        var (_, late, _) = await RunAsync("trust", "sign", File("third"), "--root", root, "--previous", previous, "--out", File("third-signed"));
        Assert.Contains("WARNING: what versions 2 to 2 changed is not compared", late, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", words, StringComparison.Ordinal);

        var (again, _, refusal) = await RunAsync(hub, "trust", "publish", File("signed"));
        Assert.Equal(ExitCode.Fault, again);
        Assert.Contains("not newer", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_refuses_what_no_board_could_use_and_what_it_cannot_compare()
    {
        await using var hub = await HubHarness.StartAsync();
        var (root, previous) = Carry(hub);
        await RunAsync(hub, "trust", "stage", "--out", File("staged"));
        DurableFile.WriteText(File("nonsense"), "not a trust file");
        using var other = NodeBench.NewKey();
        DurableFile.WriteText(File("other.key"), other.ExportPkcs8PrivateKeyPem());
        Assert.Equal(ExitCode.Fault, (await RunAsync("trust", "sign", File("nonsense"), "--root", root, "--out", File("signed"))).Code);
        Assert.Contains("older.bin", (await RunAsync("trust", "sign", File("staged"), "--root", root, "--previous", File("older.bin"), "--out", File("signed"))).Error, StringComparison.Ordinal);
        Assert.Contains("not signed by the pinned root", (await RunAsync("trust", "sign", File("staged"), "--root", File("other.key"), "--previous", previous, "--out", File("signed"))).Error, StringComparison.Ordinal);
        Assert.Contains("not newer", (await RunAsync("trust", "sign", previous, "--root", root, "--previous", previous, "--out", File("signed"))).Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File("signed")));

        // A key that is not the root's signs nothing, also where there is nothing to compare with.
        var wrong = await RunAsync("trust", "sign", File("staged"), "--root", File("other.key"), "--out", File("forged"));
        Assert.Equal(ExitCode.Fault, wrong.Code);
        Assert.Contains($"not the root {hub.Get<HubKeys>().Root.Id}", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("not the root", (await RunAsync("trust", "sign", File("staged"), "--root", hub.Paths.CaKey, "--out", File("forged"))).Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File("forged")));

        // Another root's signature, made by other means, is refused here.
        using (var forger = new Edge.Contracts.Signing.SigningKey(KeyFiles.ReadKey(File("other.key"))))
        {
            DurableFile.Write(File("forged"), Google.Protobuf.MessageExtensions.ToByteArray(Edge.Contracts.Trust.TrustAnchors.Sign(Edge.Contracts.Wire.SignedTrust.Parser.ParseFrom(System.IO.File.ReadAllBytes(File("staged"))).Trust.Span, forger)));
        }
        var (code, _, error) = await RunAsync(hub, "trust", "publish", File("forged"));
        Assert.Equal(ExitCode.Fault, code);
        Assert.Contains("not signed by the pinned root", error, StringComparison.Ordinal);
        Assert.Contains("NOT by the root", (await RunAsync(hub, "trust", "show", File("forged"))).Output, StringComparison.Ordinal);
        Assert.Equal(1UL, hub.Get<HubKeys>().Trust.Version);
    }

    [Fact]
    public async Task Stage_says_what_is_wrong_and_writes_over_nothing()
    {
        await using var hub = await HubHarness.StartAsync();
        Assert.Contains("0123456789abcdef", (await RunAsync(hub, "trust", "stage", "--out", File("staged"), "--retire-registry", "0123456789abcdef")).Error, StringComparison.Ordinal);
        Assert.Contains("private key", (await RunAsync(hub, "trust", "stage", "--out", File("staged"), "--add-registry", hub.Paths.RegistryKey)).Error, StringComparison.Ordinal);
        Assert.Contains("cannot be read", (await RunAsync(hub, "trust", "stage", "--out", File("staged"), "--add-release", File("nowhere.pem"))).Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File("staged")));
        await RunAsync(hub, "trust", "stage", "--out", File("staged"));
        Assert.Contains("exists already", (await RunAsync(hub, "trust", "stage", "--out", File("staged"))).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string File(string name) => _folder.File(name);

    // What a careful operator has done: the root's key is not with the hub.
    private (string Root, string Previous) Carry(HubHarness hub)
    {
        var (root, previous) = (File("root.key"), File("in-force.bin"));
        System.IO.File.Move(hub.Paths.RootKey, root);
        System.IO.File.Copy(hub.Paths.TrustFile, previous);
        return (root, previous);
    }

    private string NewRegistryKey()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        DurableFile.WriteText(File("registry-2.pub"), key.ExportSubjectPublicKeyInfoPem());
        return File("registry-2.pub");
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(HubHarness hub, params string[] arguments) => RunAsync([.. arguments, "--data", hub.Paths.Data]);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await HubCli.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
