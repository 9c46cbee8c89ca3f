using System.Text.Json;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>The hub's machine is lost and an old backup is all there is: what boards still keep comes back from them.</summary>
public sealed class RestoreDrillTests
{
    private const int Half = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hub_restored_from_an_old_backup_gets_back_what_came_after_it()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var accepted = await AcceptAsync(system, Half);
        await system.WaitStoredAsync(Half, Limit);
        var backup = Path.Combine(system.Folder, "hub.backup");
        await system.Hub.RunAsync(["backup", backup], Limit, Token);
        accepted.UnionWith(await AcceptAsync(system, Half));
        await system.WaitStoredAsync(2 * Half, Limit);
        await system.WaitDrainedAsync(Limit);

        Assert.Equal(0, await system.Hub.StopAsync());
        await system.Hub.DisposeAsync();
        var restored = (await ToolRun.RunAsync(EdgeTool.Hub, ["restore", backup, "--data", system.HubSetup.Data], cancellationToken: Token)).Ensure();
        Assert.Contains($"restored backup 1", restored.Output, StringComparison.Ordinal);
        await system.StartHubAsync();

        var stored = await system.WaitStoredAsync(2 * Half, Limit);
        Assert.Equal(accepted.Order(), stored.Select(r => r.RecordId).Order());
        await system.WaitDrainedAsync(Limit);
        Assert.Equal(accepted.Order(), (await ArchiveAudit.CheckAsync(system.HubSetup)).Order());
        await Ledgers.AssertAgreeAsync(system, system.Kiosk);

        var show = (await system.Hub.RunAsync(["node", "show", "kiosk-1"], null, Token)).Output;
        Assert.Contains("restored on", show, StringComparison.Ordinal);
        Assert.Contains($"Asked back from this board: {Half} records; got back: {Half}; still to come: 0.", show, StringComparison.Ordinal);
        Assert.Contains($"Nothing is missing: {2 * Half} records here", show, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boards_delete_what_a_confirmed_copy_holds_and_what_only_they_held_can_then_be_named_as_lost()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        await AcceptAsync(system, 3);
        await system.WaitStoredAsync(3, Limit);
        var (old, newer) = (Path.Combine(system.Folder, "old.backup"), Path.Combine(system.Folder, "newer.backup"));
        await system.Hub.RunAsync(["backup", old], Limit, Token);
        await AcceptAsync(system, 2);
        await system.WaitStoredAsync(5, Limit);
        await system.WaitDrainedAsync(Limit);
        Assert.Equal(5, await KeptAsync(system));
        await system.Hub.RunAsync(["backup", newer], Limit, Token);
        Assert.Equal(5, await KeptAsync(system));

        var confirmed = JsonElement.Parse((await system.Hub.RunAsync(["confirm", newer, "--json"], Limit, Token)).Output);
        Assert.Equal((2, 5, 0), (confirmed.GetProperty("number").GetInt32(), confirmed.GetProperty("records").GetInt32(), confirmed.GetProperty("notSafe").GetInt32()));
        // A board hears of it at its next offer.
        await AcceptAsync(system, 1);
        await Until.TrueAsync(async () => await KeptAsync(system) == 1, Limit, () => "the board still keeps what is safe");

        // The newer backup is lost as well, against what was confirmed: only the old one is left.
        Assert.Equal(0, await system.Hub.StopAsync());
        await system.Hub.DisposeAsync();
        (await ToolRun.RunAsync(EdgeTool.Hub, ["restore", old, "--data", system.HubSetup.Data], cancellationToken: Token)).Ensure();
        await system.StartHubAsync();
        await system.WaitStoredAsync(4, Limit);
        await system.WaitDrainedAsync(Limit);
        await Until.TrueAsync(async () => (await system.Hub.RunAsync(["node", "show", "kiosk-1"], null, Token)).Output.Contains("Never to be had from it again: 2 records, numbers 4 to 5.", StringComparison.Ordinal),
            Limit, () => "the two records nobody has are not named");
    }

    private static async Task<HashSet<Guid>> AcceptAsync(EdgeSystem system, int count)
    {
        var ids = new HashSet<Guid>();
        for (var i = 0; i < count; i++) ids.Add((await system.Kiosk.Agent.SubmitAsync(Sample.Record(i, 1_000), Token)).RecordId);
        return ids;
    }

    private static async Task<int> KeptAsync(EdgeSystem system) => (await system.Kiosk.Agent.StatusAsync(Token)).GetProperty("store").GetProperty("kept").GetInt32();
}
