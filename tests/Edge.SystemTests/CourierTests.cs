using System.Text.Json;
using Edge.Demo.Show;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Samples;
using Edge.Testing.Time;
using Kiosk = Edge.SystemTests.Support.Kiosk;

namespace Edge.SystemTests;

/// <summary>Records carried by hand: alone, against the network, and with either side killed in the middle.</summary>
public sealed class CourierTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_round_trip_with_the_uplink_racing_it_has_every_record_once_and_both_ledgers_agree()
    {
        const int records = 60;
        await using var system = await EdgeSystem.StartAsync();
        var kiosk = await OffTheNetworkAsync(system, "kiosk-1", 1_000_000);
        var accepted = await SubmitAsync(kiosk, records, 20_000);
        Assert.Equal(records, (await ExportAsync(system, kiosk)).GetProperty("written").GetInt32());

        // Both under way at once: the uplink in the middle of a record, the stick with all of them.
        kiosk.Link.Restore();
        await system.WaitStoredAsync(5, Limit);
        var import = JsonElement.Parse((await system.Hub.RunAsync(["courier", "import", Stick(system), "--json"], Limit, Token)).Output);
        var back = (await AgentAsync(kiosk, "import", Stick(system))).Ensure();
        await system.WaitStoredAsync(records, Limit);
        await system.WaitDrainedAsync(Limit);

        Assert.Equal((records, records), (import.GetProperty("taken").GetInt32() + import.GetProperty("hereAlready").GetInt32(), import.GetProperty("receipts").GetInt32()));
        var report = JsonElement.Parse(back.Output);
        Assert.Equal(records, report.GetProperty("released").GetInt32() + report.GetProperty("already").GetInt32());
        var paths = (await system.Hub.ListRecordsAsync(Token)).CountBy(r => r.Path ?? "").ToDictionary(StringComparer.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"by stick {paths.GetValueOrDefault("courier")}, by network {paths.GetValueOrDefault("mqtt")}; let go by stick {report.GetProperty("released")}");
        Assert.True(paths.ContainsKey("courier") && paths.ContainsKey("mqtt"), "there was no race");
        await AssertAllThereAsync(system, accepted);
    }

    [Fact]
    public async Task A_board_that_never_had_a_link_is_served_by_stick_alone()
    {
        await using var system = await EdgeSystem.StartAsync();
        var (one, two) = (await OffTheNetworkAsync(system, "kiosk-1"), await OffTheNetworkAsync(system, "kiosk-2"));
        var accepted = await SubmitAsync(one, 8, 50_000);
        accepted.AddRange(await SubmitAsync(two, 5, 50_000));
        foreach (var kiosk in system.Kiosks) await ExportAsync(system, kiosk);
        var later = await SubmitAsync(one, 1, 1_000);

        await system.Hub.RunAsync(["courier", "import", Stick(system)], Limit, Token);
        foreach (var kiosk in system.Kiosks) (await AgentAsync(kiosk, "import", Stick(system))).Ensure();

        Assert.Equal(later.Single().Id, Assert.Single(await one.Agent.WaitingAsync(Token)));
        Assert.Equal(JsonValueKind.Null, (await system.BoardAsync("kiosk-1")).GetProperty("lastContactAgeSeconds").ValueKind);
        Assert.All(await system.Hub.ListRecordsAsync(Token), r => Assert.Equal("courier", r.Path));
        await AssertAllThereAsync(system, accepted);
    }

    [Fact]
    public async Task Killing_the_hub_and_the_agent_in_the_middle_of_their_imports_loses_and_doubles_nothing()
    {
        const int records = 150;
        await using var system = await EdgeSystem.StartAsync();
        var kiosk = await OffTheNetworkAsync(system, "kiosk-1");
        var accepted = await SubmitAsync(kiosk, records, 2_000);
        await ExportAsync(system, kiosk);

        var importing = HubImportAsync(system);
        await system.WaitStoredAsync(5, Limit);
        await system.RestartHubAfterKillAsync();
        var killed = await importing;
        var stored = (await system.Hub.ListRecordsAsync(Token)).Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"hub killed with {stored} of {records} stored; the import ended with {killed.ExitCode}");
        Assert.Equal(1, killed.ExitCode);
        Assert.InRange(stored, 5, records - 1);
        Assert.Equal(0, (await HubImportAsync(system)).ExitCode);

        var taking = AgentAsync(kiosk, "import", Stick(system));
        await Until.TrueAsync(async () => (await kiosk.Agent.WaitingAsync(Token)).Count < records, Limit, () => "no receipt was taken");
        await kiosk.RestartAfterKillAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"agent killed with {(await kiosk.Agent.WaitingAsync(Token)).Count} of {records} waiting; the import ended with {(await taking).ExitCode}");
        (await AgentAsync(kiosk, "import", Stick(system))).Ensure();
        Assert.Empty(await kiosk.Agent.WaitingAsync(Token));
        await AssertAllThereAsync(system, accepted);
    }

    [Fact]
    public async Task A_full_stick_takes_the_most_urgent_with_a_slip_and_names_what_did_not_fit()
    {
        await using var system = await EdgeSystem.StartAsync();
        var kiosk = await OffTheNetworkAsync(system, "kiosk-1");
        for (var i = 0; i < 10; i++) await kiosk.Agent.SubmitAsync(Sample.Record(i, 200_000, priority: i < 7 ? 5 : 1), Token);
        var urgent = (await kiosk.Agent.WaitingAsync(Token)).Count;
        var stick = system.Own(new SmallDisk(Directory.CreateDirectory(Path.Combine(system.Folder, "small")).FullName, 1)).Folder;

        var export = await AgentAsync(kiosk, "export", stick);
        Assert.Equal((10, 1), (urgent, export.ExitCode));
        Assert.Contains("the stick is full", export.Errors, StringComparison.Ordinal);
        var written = JsonElement.Parse(export.Output).GetProperty("written").GetInt32();
        Assert.InRange(written, 3, 5);

        var import = JsonElement.Parse((await ToolRun.RunAsync(EdgeTool.Hub, ["courier", "import", stick, "--json", "--data", system.HubSetup.Data], limit: Limit, cancellationToken: Token)).Output);
        Assert.Equal((written, 0), (import.GetProperty("taken").GetInt32(), import.GetProperty("notTaken").GetInt32()));
        Assert.Equal(3, (await system.Hub.ListRecordsAsync(Token)).Count(r => r.Priority == 1));
    }

    private static string Stick(EdgeSystem system) => Directory.CreateDirectory(Path.Combine(system.Folder, "stick")).FullName;

    private static async Task<Kiosk> OffTheNetworkAsync(EdgeSystem system, string node, long? bitsPerSecond = null)
    {
        var kiosk = await system.AddKioskAsync(node, bitsPerSecond: bitsPerSecond);
        kiosk.Link.Cut();
        await kiosk.StartAsync();
        return kiosk;
    }

    private static async Task<List<SampleRecord>> SubmitAsync(Kiosk kiosk, int count, int bytes)
    {
        var records = Enumerable.Range(0, count).Select(i => Sample.Record(i, bytes)).ToList();
        foreach (var record in records) await kiosk.Agent.SubmitAsync(record, Token);
        return records;
    }

    private static async Task<JsonElement> ExportAsync(EdgeSystem system, Kiosk kiosk) => JsonElement.Parse((await AgentAsync(kiosk, "export", Stick(system))).Ensure().Output);

    private static Task<ToolResult> AgentAsync(Kiosk kiosk, string command, string stick) =>
        ToolRun.RunAsync(EdgeTool.Agent, ["courier", command, stick, "--json", "--data", kiosk.Setup.Data], limit: Limit, cancellationToken: Token);

    private static Task<ToolResult> HubImportAsync(EdgeSystem system) =>
        ToolRun.RunAsync(EdgeTool.Hub, ["courier", "import", Stick(system), "--json", "--data", system.HubSetup.Data], limit: Limit, cancellationToken: Token);

    // Once each, signed, receipted, without a gap; what the boards wrote down is what the archive holds; what comes out is what went in.
    private static async Task AssertAllThereAsync(EdgeSystem system, List<SampleRecord> accepted)
    {
        Assert.Equal(accepted.Select(r => r.Id).Order(), (await ArchiveAudit.CheckAsync(system.HubSetup)).Order());
        foreach (var kiosk in system.Kiosks) await Ledgers.AssertAgreeAsync(system, kiosk);
        var folder = Path.Combine(system.Folder, "export");
        await system.Hub.ExportAsync(system.HubSetup.RegistryKey, folder, Token);
        Assert.Empty(Verification.Compare(accepted.ToDictionary(r => r.Id, RecordPrint.Of), ExportFolder.Read(folder)));
    }
}
