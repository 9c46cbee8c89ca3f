using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>A technician is told how it is before leaving: the hub takes this board, or why not.</summary>
public sealed class DoctorTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whether_the_hub_takes_this_board_is_found_out_by_a_handshake()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var kiosk = system.Kiosk;
        await Until.TrueAsync(async () => (await kiosk.Agent.StatusAsync(Token)).GetProperty("uplink").GetProperty("connected").GetBoolean(), Limit, () => kiosk.Agent.LastLines);
        var connections = kiosk.Link.Connections;

        // The agent's own connection is not put out for a look.
        Assert.Contains("OK   hub (MQTT)", await DoctorAsync(kiosk), StringComparison.Ordinal);
        Assert.Equal(connections, kiosk.Link.Connections);

        await kiosk.StopAsync();
        var good = await DoctorAsync(kiosk);
        Assert.Contains("takes this board's certificate", good, StringComparison.Ordinal);
        Assert.Contains("OK   hub (HTTPS)", good, StringComparison.Ordinal);

        await system.Hub.RunAsync(["node", "revoke", "kiosk-1"], null, Token);
        // The broker reads the list of the revoked a moment later.
        await Until.TrueAsync(async () => (await DoctorAsync(kiosk)).Contains("FAIL hub (MQTT)", StringComparison.Ordinal), Limit, () => "the doctor finds nothing wrong with a revoked board");
        Assert.Contains("revoked", await DoctorAsync(kiosk), StringComparison.Ordinal);

        kiosk.Link.Silence();
        Assert.Contains("did not finish the TLS handshake", await DoctorAsync(kiosk), StringComparison.Ordinal);
    }

    private static async Task<string> DoctorAsync(Kiosk kiosk) =>
        (await ToolRun.RunAsync(EdgeTool.Agent, ["doctor", "--data", kiosk.Setup.Data], environment: kiosk.Setup.Environment, cancellationToken: Token)).Output;
}
