using System.Text.Json;
using Edge.SystemTests.Support;

namespace Edge.SystemTests;

/// <summary>One admitted board costs the hub as much as it can; the others are served, and it can be revoked meanwhile. How fast that is, `./edge bench hostile` measures.</summary>
public sealed class StarvingTests
{
    private const int Records = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_board_that_renews_misigns_and_tells_too_much_starves_nobody_and_is_revoked_meanwhile()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var mallory = await system.AddKioskAsync("mallory");
        await using var hostile = new HostileBoard(mallory.Setup.Data, TimeProvider.System);
        await system.WaitIncidentAsync("mallory", "bad-signature", Limit);
        for (var i = 0; i < Records; i++) await system.Kiosk.Agent.SubmitAsync(Sample.Record(i, 2_000), Token);
        await system.WaitStoredAsync(Records, Limit);

        var keys = JsonDocument.Parse((await system.Hub.RunAsync(["node", "show", "mallory", "--json"], null, Token)).Output).RootElement.GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal(8, keys.Count);
        Assert.Equal(4, keys.Count(k => k.GetProperty("revokedAt").ValueKind == JsonValueKind.Null && k.GetProperty("retiredAt").ValueKind == JsonValueKind.Null));

        await system.Hub.RunAsync(["node", "revoke", "mallory"], null, Token);
        var before = hostile.Connections;
        await system.Kiosk.Agent.SubmitAsync(Sample.Record(Records, 2_000), Token);
        await system.WaitStoredAsync(Records + 1, Limit);
        Assert.Equal(before, hostile.Connections);
        // What it was answered never took the connection of all with it.
        Assert.DoesNotContain("No connection to the broker", await File.ReadAllTextAsync(system.HubSetup.LogPath, Token), StringComparison.Ordinal);
    }
}
