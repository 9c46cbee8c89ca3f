using System.Text.Json;
using Edge.Hosting;
using Edge.Hub.Cli;
using Edge.Hub.Settings;
using Edge.Hub.Tests.Support;
using Edge.Testing;

namespace Edge.Hub.Tests.Settings;

/// <summary>The commands against a hub that runs.</summary>
public sealed class SettingsCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Addresses_and_a_file_are_drafted_shown_and_issued()
    {
        await using var hub = await HubHarness.StartAsync();
        using var key = NodeBench.NewKey();
        using var certificate = await hub.SignAsync("kiosk-1", key);
        Assert.Contains("nothing is issued", (await RunAsync(hub, ExitCode.Ok, "settings", "show")).Output, StringComparison.Ordinal);
        Assert.Contains("has no settings to issue", (await RunAsync(hub, ExitCode.Fault, "settings", "issue")).Error, StringComparison.Ordinal);
        Assert.Contains("'hub' is not HOST:PORT", (await RunAsync(hub, ExitCode.Usage, "hub-address", "set", "hub.example:8883,hub")).Error, StringComparison.Ordinal);

        await RunAsync(hub, ExitCode.Ok, "hub-address", "set", "new.example:8883,[2001:db8::7]:8883", "--https", "new.example:8443");
        var file = _folder.File("settings.json");
        await File.WriteAllTextAsync(file, """{"place":"Nhà văn hoá Na Ngoi","hours":[{"days":["monday","friday"],"from":"07:30","to":"11:30"}]}""", Token);
        await RunAsync(hub, ExitCode.Ok, "settings", "set", "--file", file);
        var shown = (await RunAsync(hub, ExitCode.Ok, "settings", "show")).Output;
        Assert.Contains("not issued: ", shown, StringComparison.Ordinal);
        Assert.Contains("is on offer to every group", (await RunAsync(hub, ExitCode.Ok, "settings", "issue")).Output, StringComparison.Ordinal);
        shown = (await RunAsync(hub, ExitCode.Ok, "settings", "show")).Output;
        Assert.Contains("by command-line: {\"mqttAddresses\":[\"new.example:8883\",\"[2001:db8::7]:8883\"]", shown, StringComparison.Ordinal);
        Assert.Contains("1 board: not yet", shown, StringComparison.Ordinal);
        Assert.Contains("kiosk-1", shown, StringComparison.Ordinal);

        await RunAsync(hub, ExitCode.Ok, "hub-address", "set", "own.example:8883", "--group", "north");
        await RunAsync(hub, ExitCode.Ok, "settings", "issue", "--group", "north");
        Assert.Contains("group north goes on with addresses of its own (own.example:8883)", (await RunAsync(hub, ExitCode.Ok, "settings", "issue")).Error, StringComparison.Ordinal);
        await RunAsync(hub, ExitCode.Ok, "hub-address", "clear", "--group", "north");
        await RunAsync(hub, ExitCode.Ok, "settings", "issue", "--group", "north");
        var view = JsonSerializer.Deserialize<SettingsView>((await RunAsync(hub, ExitCode.Ok, "settings", "show", "--group", "north", "--json")).Output, HubJson.Options)!;
        Assert.Equal((2, 0), (view.Issued.Count, view.Drafts.Count));
        Assert.Null(view.Issued.Single(i => i.Group == "north").Settings.MqttAddresses);
        Assert.Equal(SettingsState.Waiting, Assert.Single(view.Listed).State);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(string Output, string Error)> RunAsync(HubHarness hub, int code, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.True(await HubCli.RunAsync([.. arguments, "--data", hub.Paths.Data], output, error, Token) == code, $"{string.Join(' ', arguments)}: {error}");
        return (output.ToString(), error.ToString());
    }
}
