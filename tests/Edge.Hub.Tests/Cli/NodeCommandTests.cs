using System.Text.Json;
using Edge.Contracts.Trust;
using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hosting.Manual;
using Edge.Hub.Boards;
using Edge.Hub.Cli;
using Edge.Hub.Tests.Support;
using Edge.Hub.Views;
using Edge.Testing;

namespace Edge.Hub.Tests.Cli;

public sealed class NodeCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Add_writes_a_provisioning_file_for_its_owner_alone_and_over_nothing()
    {
        await using var hub = await HubHarness.StartAsync();
        var file = _folder.File("kiosk-1.prov");
        string[] add = ["node", "add", "kiosk-1", "--group", "north", "--address", "hub.example:8883", "--out", file];
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, add)).Code);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var (provisioning, trust) = ProvisioningFile.Read(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(("kiosk-1", "north", "hub.example:8883", "hub.example:8443"), (provisioning.Node, provisioning.Group, provisioning.MqttAddress, provisioning.HttpsAddress));
        Assert.Equal(1UL, trust.Version);
        Assert.Equal(ExitCode.Fault, (await RunAsync(hub, add)).Code);
        var (code, _, error) = await RunAsync(hub, [.. add[..^1], _folder.File("second.prov")]);
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("replacement", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_turns_a_request_file_into_a_provisioning_file_with_a_certificate(bool pem)
    {
        await using var hub = await HubHarness.StartAsync();
        using var key = NodeBench.NewKey();
        var csr = _folder.File("kiosk-1.csr");
        var der = NodeBench.Csr(key);
        if (pem) await File.WriteAllTextAsync(csr, System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE REQUEST", der), TestContext.Current.CancellationToken);
        else DurableFile.Write(csr, der);
        string[] sign = ["node", "sign", csr, "--node", "kiosk-1", "--out", _folder.File("kiosk-1.prov")];
        var (code, _, error) = await RunAsync(hub, sign);
        Assert.Equal(ExitCode.Fault, code);
        Assert.Contains("--group", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, [.. sign, "--group", "north", "--address", "hub.example:8883"])).Code);
        var (provisioning, _) = ProvisioningFile.Read(await File.ReadAllTextAsync(_folder.File("kiosk-1.prov"), TestContext.Current.CancellationToken));
        Assert.Equal("", provisioning.EnrolSecret);
        using var certificate = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(provisioning.Certificate.Span);
        Assert.Equal("CN=kiosk-1", certificate.Subject);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), Assert.Single(hub.Get<NodeRegistry>().KeysOf("kiosk-1")).Key.Spki.ToArray());
    }

    [Fact]
    public async Task List_show_and_revoke_answer_in_json()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        var listed = JsonSerializer.Deserialize<List<NodeView>>((await RunAsync(hub, "node", "list", "--json")).Output, HubJson.Options)!;
        Assert.Equal("kiosk-1", Assert.Single(listed).Node);
        Assert.Contains("waits for its enrolment", (await RunAsync(hub, "node", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "node", "revoke", "kiosk-1")).Code);
        var shown = JsonSerializer.Deserialize<NodeView>((await RunAsync(hub, "node", "show", "kiosk-1", "--json")).Output, HubJson.Options)!;
        Assert.NotNull(shown.RevokedAt);
        var (code, _, error) = await RunAsync(hub, "node", "revoke", "kiosk-2");
        Assert.Equal(ExitCode.Fault, code);
        Assert.Contains("kiosk-2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_has_a_heading_and_of_an_empty_one_people_are_told_so_beside_it()
    {
        await using var hub = await HubHarness.StartAsync();
        Assert.Equal((ExitCode.Ok, "", "edge-hub: there is no board yet; add one with: edge-hub node add\n"), await RunAsync(hub, "node", "list"));
        Assert.Equal((ExitCode.Ok, "[]\n", ""), await RunAsync(hub, "node", "list", "--json"));
        await hub.AddAsync("kiosk-1");
        Assert.Matches(@"^BOARD +GROUP +STATE\nkiosk-1 +north +waits for its enrolment\n$", (await RunAsync(hub, "node", "list")).Output);
        Assert.Equal((ExitCode.Ok, "", "edge-hub: there is no such record\n"), await RunAsync(hub, "record", "list", "--node", "kiosk-1"));
        Assert.Equal((ExitCode.Fault, "", "edge-hub: no board is called nosuch; 'edge-hub node list' shows those there are\n"), await RunAsync(hub, "record", "list", "--node", "nosuch"));
    }

    [Theory]
    [InlineData("edge-hub node has no command 'lst'; did you mean 'list'?", "node", "lst")]
    [InlineData("edge-hub has no command 'sttus'; did you mean 'status'?", "sttus", "--json")]
    [InlineData("edge-hub record list has no option '--flaged'; did you mean '--flagged'?", "record", "list", "--flaged")]
    [InlineData("edge-hub node has no command 'xyzzy'; there are add, list, show, revoke and sign", "node", "xyzzy")]
    [InlineData("ID is '12'; it must be a UUID, such as 0192a000-0000-7000-8000-000000000001", "record", "show", "12")]
    [InlineData("--before is 'x'; it must be a whole number", "audit", "list", "--before", "x")]
    [InlineData("--node needs a value: --node NAME", "record", "list", "--node", "--flagged")]
    [InlineData("--key needs a value: --key FILE", "export", "--out", "x", "--key")]
    public async Task What_is_mistyped_is_named_with_what_may_have_been_meant(string said, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Usage, await HubCli.RunAsync(arguments, output, error, TestContext.Current.CancellationToken));
        Assert.Equal($"edge-hub: {said}", error.ToString().Split('\n')[0]);
    }

    [Theory]
    [InlineData("edge-hub node không có lệnh 'lst'; có phải 'list' không?", "node", "lst")]
    [InlineData("thiếu --group G", "node", "add", "kiosk-1", "--address", "hub.example:8883", "--out", "x")]
    public async Task On_a_Vietnamese_terminal_it_is_named_in_Vietnamese(string said, params string[] arguments)
    {
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Usage, await HubCli.RunAsync(arguments, TextWriter.Null, error, TerminalLanguage.Vietnamese, TestContext.Current.CancellationToken));
        Assert.Equal($"edge-hub: {said}", error.ToString().Split('\n')[0]);
    }

    [Theory]
    [InlineData("node", "list")]
    [InlineData("release", "list")]
    [InlineData("release", "offer", "1.0", "--all")]
    [InlineData("release", "withdraw", "1.0")]
    [InlineData("release", "remove", "1.0")]
    public async Task Where_no_data_folder_is_named_the_usual_one_is_meant(params string[] arguments)
    {
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Fault, await HubCli.RunAsync(arguments, TextWriter.Null, error, TestContext.Current.CancellationToken));
        Assert.Contains(StateFolder.Of("edge-hub"), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_default_is_told_once()
    {
        foreach (var command in CommandTree.Of(HubCli.Root()))
        {
            using var output = new StringWriter();
            Assert.Equal(ExitCode.Ok, await HubCli.RunAsync([.. command.Path.Split(' '), "--help"], output, TextWriter.Null, TestContext.Current.CancellationToken));
            // A line of help goes on below, indented, to the next option.
            Assert.All(System.Text.RegularExpressions.Regex.Split(output.ToString(), "\n(?=  \\S)"), told => Assert.True(System.Text.RegularExpressions.Regex.Count(told, "default") < 2, told));
        }
    }

    [Fact]
    public async Task Show_tells_the_story_and_revoke_takes_the_time_since_when()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        Assert.Contains("No record of this board is known.", (await RunAsync(hub, "node", "show", "kiosk-1")).Output, StringComparison.Ordinal);
        using var shown = JsonDocument.Parse((await RunAsync(hub, "node", "show", "kiosk-1", "--json")).Output);
        Assert.Equal(["state", "chains", "recovery", "flagged", "incidents", "health"], shown.RootElement.GetProperty("story").EnumerateArray().Select(p => p.GetProperty("name").GetString()));

        var (code, _, error) = await RunAsync(hub, "node", "revoke", "kiosk-1", "--compromised-since", "yesterday");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("'yesterday' is no time", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "node", "revoke", "kiosk-1", "--compromised-since", "2026-11-22T03:10")).Code);
    }

    [Fact]
    public async Task Status_tells_of_the_hub_in_json()
    {
        await using var hub = await HubHarness.StartAsync();
        using var status = JsonDocument.Parse((await RunAsync(hub, "status", "--json")).Output);
        Assert.InRange(status.RootElement.GetProperty("hub").GetProperty("archiveEpoch").GetInt64(), 1_790_000_000, long.MaxValue);
        Assert.Equal("external", status.RootElement.GetProperty("hub").GetProperty("broker").GetString());
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(HubHarness hub, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await HubCli.RunAsync([.. arguments, "--data", hub.Paths.Data], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
