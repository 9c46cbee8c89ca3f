using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>A stolen board is shut out at once; the board that takes its place brings what was waiting.</summary>
public sealed class RevokeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_revoked_board_is_out_and_let_in_again_brings_its_records()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1", "kiosk-2");
        var (revoked, other) = (system.Kiosks[0], system.Kiosks[1]);
        await revoked.Agent.SubmitAsync(Sample.Record(1), Token);
        await other.Agent.SubmitAsync(Sample.Record(2), Token);
        await system.WaitStoredAsync(2, Limit);

        var revoking = TimeProvider.System.GetTimestamp();
        await system.Hub.RunAsync(["node", "revoke", "kiosk-1"], null, Token);
        await Until.TrueAsync(async () => !await IsConnectedAsync(revoked), Limit, () => $"the revoked board is still connected.\n{revoked.Agent.LastLines}\n{system.Hub.LastLines}");
        TestContext.Current.TestOutputHelper?.WriteLine($"from the command to the closed connection: {TimeProvider.System.GetElapsedTime(revoking).TotalSeconds:0.00} s");
        var waiting = new[] { await revoked.Agent.SubmitAsync(Sample.Record(3), Token), await revoked.Agent.SubmitAsync(Sample.Record(4), Token) }.Select(a => a.RecordId).ToHashSet();

        // The board tries every second; several tries later nothing of it is there, and the other one is as before.
        var tries = revoked.Link.Connections;
        await Until.TrueAsync(() => Task.FromResult(revoked.Link.Connections >= tries + 3), Limit, () => "the revoked board does not try any more");
        Assert.False(await IsConnectedAsync(revoked));
        await other.Agent.SubmitAsync(Sample.Record(5), Token);
        var stored = await system.WaitStoredAsync(3, Limit);
        Assert.Equal((3, 2), (stored.Count, stored.Count(r => r.Node == "kiosk-2")));
        Assert.Equal(1, other.Link.Connections);
        Assert.Equal(waiting, await revoked.Agent.WaitingAsync(Token));

        await revoked.StopAsync();
        var file = Path.Combine(system.Folder, "again.provisioning");
        await system.Hub.RunAsync(["node", "add", "kiosk-1", "--group", "test", "--address", $"{revoked.Link.EndPoint}", "--https-address", $"{system.HubSetup.Https}", "--out", file], null, Token);
        // Its old key stays shut out, and the answer says what to do.
        var refused = await ProvisionAsync(revoked, file);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("--replace", refused.Errors, StringComparison.Ordinal);
        (await ProvisionAsync(revoked, file, "--replace")).Ensure();

        await revoked.StartAsync();
        await revoked.Agent.SubmitAsync(Sample.Record(6), Token);
        await system.WaitStoredAsync(6, Limit);
        await system.WaitDrainedAsync(Limit);
        Assert.Equal(6, (await ArchiveAudit.CheckAsync(system.HubSetup)).Count);
        Assert.Equal(1, other.Link.Connections);
    }

    private static Task<ToolResult> ProvisionAsync(Kiosk kiosk, string file, params string[] options) =>
        ToolRun.RunAsync(EdgeTool.Agent, ["provision", file, "--data", kiosk.Setup.Data, .. options], environment: kiosk.Setup.Environment, cancellationToken: Token);

    private static async Task<bool> IsConnectedAsync(Kiosk kiosk) => (await kiosk.Agent.StatusAsync(Token)).GetProperty("uplink").GetProperty("connected").GetBoolean();
}
