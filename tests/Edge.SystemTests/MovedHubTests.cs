using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Edge.SystemTests.Support;
using Edge.Testing;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>A hub that moves. EDGEDEV_BOARDS says how many boards there are.</summary>
public sealed class MovedHubTests
{
    private static readonly int Boards = int.TryParse(Environment.GetEnvironmentVariable("EDGEDEV_BOARDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var boards) ? boards : 6;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeProvider Time = TimeProvider.System;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// First all are told wrong addresses: one where nobody listens, one where somebody takes connections and says nothing, one with the hub's name and
    /// another authority. Then the right one; one board in ten loses its link in the middle of that and comes back later. Then the old address ends, and the hub restarts.
    /// </summary>
    [Fact]
    public async Task Boards_follow_the_hub_to_another_address_whatever_wrong_ones_they_were_told_and_nothing_is_lost()
    {
        await using var system = await EdgeSystem.StartAsync();
        using var other = new Pki();
        var (certificate, key) = other.Server("edge-hub");
        using var shown = X509Certificate2.CreateFromPemFile(certificate, key);
        await using var silent = new WrongHub(null);
        await using var stranger = new WrongHub(shown);
        await using var fleet = await MovedFleet.StartAsync(system.HubSetup, system.Folder, Boards);
        fleet.AcceptOnEach();
        await UntilAsync(fleet, b => b.Waiting == 0, "delivered at the old address");
        var old = fleet.Boards.Select(b => b.Status.Now.Hub).ToList();

        await TellAsync(system.Hub, $"{FreePort.Next()},{silent.EndPoint},{stranger.EndPoint}");
        await UntilAsync(fleet, b => b.Settings.Version > 0, "told the wrong addresses");
        fleet.AcceptOnEach();
        var started = Time.GetTimestamp();
        await Until.TrueAsync(() => Task.FromResult(silent.Connections >= Boards && stranger.Connections >= Boards), Limit, () => $"{silent.Connections} and {stranger.Connections} of {Boards} boards tried the wrong addresses");
        await UntilAsync(fleet, b => b.Waiting == 0 && b.Status.Now.Connected, "delivered although wrong addresses are told");
        Assert.Equal(old, fleet.Boards.Select(b => b.Status.Now.Hub));
        Assert.All(fleet.Boards, b => Assert.DoesNotContain(b.Addresses.Mqtt, a => a.Told && a.Proven));
        var (wrong, connections) = (Time.GetElapsedTime(started), fleet.Boards.Sum(b => b.Status.Now.Connections));

        // Somewhere in the offer that hears of it, the ask or what follows.
        var cuts = fleet.Cuttable.Select((way, i) => way.CutAfterUpBytes(200 + 150 * i)).ToList();
        started = Time.GetTimestamp();
        await TellAsync(system.Hub, $"{system.HubSetup.Mqtt}");
        fleet.AcceptOnEach();
        var moved = $"{system.HubSetup.Mqtt}";
        await Until.TrueAsync(() => Task.FromResult(cuts.TrueForAll(c => c.IsCompleted) && fleet.Boards.Where((_, i) => i % 10 != 0).All(b => b.Status.Now is { Connected: true } now && now.Hub == moved && b.Waiting == 0)), Limit,
            () => $"not moved: {Where(fleet)}");
        var most = Time.GetElapsedTime(started);
        foreach (var way in fleet.Cuttable) way.Restore();
        await UntilAsync(fleet, b => b.Status.Now.Hub == moved && b.Waiting == 0 && b.Addresses.Mqtt[0].Proven, "moved, those that were cut as well");
        var all = Time.GetElapsedTime(started);
        await UntilShownAsync(system.Hub);

        fleet.CutOld();
        Assert.All(fleet.Boards, b => Assert.Equal(moved, b.Status.Now.Hub));
        await system.RestartHubAfterKillAsync();
        fleet.AcceptOnEach();
        await UntilAsync(fleet, b => b.Status.Now is { Connected: true } now && now.Hub == moved && b.Waiting == 0, "delivered at the new address, which is the only one now");

        await system.Hub.StopAsync();
        Assert.Equal(fleet.Accepted.Order(), (await ArchiveAudit.CheckAsync(system.HubSetup)).Order());
        Assert.Equal(4 * Boards, fleet.Accepted.Count);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Boards} boards, {cuts.Count} cut in the middle: all had tried every wrong address after {wrong.TotalSeconds:0.0} s ({connections} connections); {Boards - cuts.Count} moved {most.TotalSeconds:0.0} s after the issue, all {all.TotalSeconds:0.0} s after it; {fleet.Accepted.Count} records taken in, {fleet.Accepted.Count} stored once"));
    }

    [Fact]
    public async Task A_running_agent_goes_by_what_it_is_told_shows_it_and_refuses_what_it_cannot_do()
    {
        await using var system = await EdgeSystem.StartAsync();
        var kiosk = await system.AddKioskAsync("kiosk-1", board => board with { Environment = new Dictionary<string, string>(board.Environment) { ["EDGE_Uplink__AddressTrySpread"] = "00:00:01", ["EDGE_Uplink__IdleOffer"] = "00:00:05" } });
        await kiosk.StartAsync();
        var file = Path.Combine(system.Folder, "settings.json");
        var every = string.Join(',', Enum.GetNames<DayOfWeek>().Select(d => $"\"{JsonNamingPolicy.CamelCase.ConvertName(d)}\""));
        await SetAsync("""{"place":"Mường Lay","hours":[{"days":[EVERY],"from":"00:00","to":"23:59"}],"services":{"services":{"card":{"steps":["identify","consent"]}}}}""".Replace("EVERY", every, StringComparison.Ordinal));
        await TellAsync(system.Hub, $"{system.HubSetup.Mqtt}");

        await Until.TrueAsync(async () => (await ToldAsync()).GetProperty("addresses")[0] is var first && first.GetProperty("address").GetString() == $"{system.HubSetup.Mqtt}" && first.GetProperty("hubSeen").GetBoolean(), Limit, () => $"the agent has not moved.\n{kiosk.Agent.LastLines}");
        var told = await ToldAsync();
        var version = told.GetProperty("version").GetInt64();
        Assert.Equal(("addresses hours services place", $"{kiosk.Link.EndPoint}"), (told.GetProperty("tells").GetString(), told.GetProperty("addresses")[1].GetProperty("address").GetString()));
        using (var socket = new LocalSocket(Path.Combine(kiosk.Setup.Data, "agent.sock"))) Assert.Equal("00:00-23:59", (await socket.GetAsync("/v1/queue", Token)).GetProperty("hours").GetString());

        // A service that this kiosk has not: all of it is refused, and the hub's operator reads why.
        await SetAsync("""{"services":{"services":{"passport":{"steps":["identify","consent"]}}}}""");
        await system.Hub.RunAsync(["settings", "issue"], null, Token);
        await Until.TrueAsync(async () => (await system.Hub.RunAsync(["settings", "show"], null, Token)).Output.Contains("refused it: services: services has 'passport'; this kiosk has", StringComparison.Ordinal), Limit, () => $"the hub does not show the refusal.\n{kiosk.Agent.LastLines}");
        Assert.Equal(version, (await ToldAsync()).GetProperty("version").GetInt64());

        async Task SetAsync(string json)
        {
            await File.WriteAllTextAsync(file, json, Token);
            await system.Hub.RunAsync(["settings", "set", "--file", file], null, Token);
        }

        async Task<JsonElement> ToldAsync() => (await kiosk.Agent.StatusAsync(Token)).GetProperty("settings");
    }

    private static async Task TellAsync(HubProcess hub, string addresses)
    {
        await hub.RunAsync(["hub-address", "set", addresses], null, Token);
        await hub.RunAsync(["settings", "issue"], null, Token);
    }

    // As the operator sees it before the old address may end.
    private static async Task UntilShownAsync(HubProcess hub)
    {
        var shown = "";
        await Until.TrueAsync(async () =>
        {
            shown = (await hub.RunAsync(["settings", "show", "--json"], null, Token)).Output;
            var counts = JsonElement.Parse(shown).GetProperty("boards");
            return counts.TryGetProperty("current", out var current) && current.GetInt32() == Boards && counts.EnumerateObject().Count() == 1;
        }, Limit, () => $"the hub does not show that all boards have the settings: {shown}");
    }

    private static Task UntilAsync(MovedFleet fleet, Func<BoardInProcess, bool> condition, string what) =>
        Until.TrueAsync(() => Task.FromResult(fleet.Boards.All(condition)), Limit, () => $"{fleet.Boards.Count(b => !condition(b))} of {Boards} boards have not {what}: {Where(fleet)}");

    private static string Where(MovedFleet fleet) => string.Join('\n', fleet.Boards.Take(20).Select(b => $"{b.Status.Now.Hub} connected {b.Status.Now.Connected} waiting {b.Waiting} settings {b.Settings.Version} {b.Status.Now.Problem}"));
}
