using System.Globalization;
using System.Text.Json;
using Edge.Agent.Uplink;
using Edge.Contracts.Sparkplug;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>Health by Sparkplug B, over real processes and a real broker.</summary>
public sealed class HealthTests
{
    private const string State = "spBv1.0/STATE/hub";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_hub_shows_what_a_board_tells_how_old_it_is_and_that_the_board_is_gone()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var health = await PresentAsync(system, "online");
        Assert.Equal("ok", Value(health, "Disk/Store").GetString());
        Assert.True(Value(health, "Disk/FreeBytes").GetInt64() > 0);
        Assert.True(Value(health, "Boot/UptimeSeconds").GetInt64() > 0);
        Assert.Equal(1, Value(health, "Boot/Count").GetInt64());
        Assert.Equal(JsonValueKind.Null, Value(health, "Devices").ValueKind);
        Assert.InRange(health.GetProperty("values").GetProperty("Disk/Store").GetProperty("ageSeconds").GetInt64(), 0, 60);
        var text = (await system.Hub.RunAsync(["node", "show", "kiosk-1"], null, Token)).Output;
        Assert.Contains("Health: online for", text, StringComparison.Ordinal);
        Assert.Contains("  Disk/Store: ok (", text, StringComparison.Ordinal);

        // Killed: nobody says goodbye, so the broker says the will.
        await system.Kiosk.Agent.Kill9Async();
        var gone = await PresentAsync(system, "offline");
        Assert.Equal("ok", Value(gone, "Disk/Store").GetString());
        Assert.Equal(1, (await system.Hub.StatusAsync(Token)).GetProperty("fleet").GetProperty("offline").GetInt32());
        await system.Kiosk.Agent.DisposeAsync();
        await system.Kiosk.StartAsync();
        await PresentAsync(system, "online");
        // In order: the board itself says its death.
        await system.Kiosk.StopAsync();
        await PresentAsync(system, "offline");
    }

    [Fact]
    public async Task The_hub_says_how_a_boards_agent_ended()
    {
        await using var system = await EdgeSystem.StartAsync();
        var run = Directory.CreateDirectory(Path.Combine(system.Folder, "run")).FullName;
        var kiosk = await system.AddKioskAsync("kiosk-1", setup => setup with { Environment = new Dictionary<string, string>(setup.Environment) { ["RUNTIME_DIRECTORY"] = run } });
        await kiosk.StartAsync();
        await PresentAsync(system, "online");
        await kiosk.StopAsync();
        await kiosk.StartAsync();
        await EndedAsync("stopped (");
        await kiosk.RestartAfterKillAsync();
        await EndedAsync("crash, the agent ended by a fault, and started again (");

        // What the unit's ExecStopPost writes where the watchdog ended an agent that hung.
        await kiosk.Agent.Kill9Async();
        await kiosk.Agent.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(run, "ended"), "watchdog\n", Token);
        await kiosk.StartAsync();
        await EndedAsync("watchdog, the agent hung; its watchdog ended it and started it again (");
        Assert.Equal("watchdog", (await kiosk.Agent.StatusAsync(Token)).GetProperty("lastRun").GetProperty("ended").GetString());

        Task EndedAsync(string how) => Until.TrueAsync(async () => (await system.Hub.RunAsync(["node", "show", "kiosk-1"], null, Token)).Output.Contains($"  Agent/LastEnd: {how}", StringComparison.Ordinal), Limit,
            () => $"the hub does not say '{how}'.\n{system.Hub.LastLines}\n{kiosk.Agent.LastLines}");
    }

    [Fact]
    public async Task A_cut_link_is_a_new_birth_and_the_old_death_does_not_count()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var first = (await PresentAsync(system, "online")).GetProperty("since").GetString();
        for (var i = 0; i < 3; i++)
        {
            var before = system.Kiosk.Link.Connections;
            system.Kiosk.Link.Cut();
            system.Kiosk.Link.Restore();
            await Until.TrueAsync(() => Task.FromResult(system.Kiosk.Link.Connections > before), Limit, () => "no new connection");
        }
        await Until.TrueAsync(async () => (await HealthAsync(system)) is { } h && Presence(h) == "online" && h.GetProperty("since").GetString() != first, Limit,
            () => $"no new birth.\n{system.Hub.LastLines}");
    }

    [Fact]
    public async Task The_hub_says_whether_it_is_there_and_boards_tell_a_new_one_everything()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var other = await system.AddKioskAsync("listener");
        await PresentAsync(system, "online");
        await using (var listener = await ListenAsync(system, other.Setup))
        {
            Assert.True((await NextAsync(listener)).Online);
            // Its broker outlives it for a while, and says its will.
            await system.Hub.Kill9Async();
            Assert.False((await NextAsync(listener)).Online);
        }
        await system.Hub.DisposeAsync();
        await system.StartHubAsync();
        await PresentAsync(system, "online");
        await using var again = await ListenAsync(system, other.Setup);
        Assert.True((await NextAsync(again)).Online);
    }

    [Fact]
    public async Task What_a_board_says_is_within_its_limits_in_order_and_after_the_first_offer()
    {
        await using var system = await EdgeSystem.StartAsync();
        var kiosk = await system.AddKioskAsync("kiosk-1");
        var audit = new TransferAudit { Said = [], Heard = [] };
        await using (var board = new BoardInProcess(kiosk.Setup.Data, new UplinkOptions(), audit))
        {
            await board.StartAsync();
            await PresentAsync(system, "online");
        }
        await PresentAsync(system, "offline");
        Assert.Equal(["edge/v1/kiosk-1/offer", "spBv1.0/test/NBIRTH/kiosk-1"], audit.Said.Take(2).Select(m => m.Topic));
        var birth = audit.Said[1].Payload;
        Assert.InRange(birth.Length, 500, 1_536);
        Assert.Equal(1, audit.Said.Count(m => m.Topic.Contains("NBIRTH", StringComparison.Ordinal)));
        TestContext.Current.TestOutputHelper?.WriteLine($"NBIRTH {Convert.ToHexString(birth.Span)}");
    }

    [Fact]
    public async Task A_flood_of_health_evicts_its_board_and_delays_nobody()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var setup = (await system.AddKioskAsync("mallory")).Setup;
        await using var mallory = await new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System)).ConnectAsync(BoardFiles.Client(setup, system.HubSetup.Mqtt), Token);
        var nonsense = new byte[4_000];
        try
        {
            for (var i = 0; i < 5_000 && !mallory.Closed.IsCompleted; i++) await mallory.PublishAsync("spBv1.0/test/NDATA/mallory", nonsense, MqttQos.AtMostOnce, retain: false, Token);
        }
        catch (MqttException)
        {
            // Thrown out meanwhile.
        }
        await system.Kiosk.Agent.SubmitAsync(Sample.Record(1, 200_000), Token);
        await system.WaitStoredAsync(1, Limit);
        await system.WaitIncidentAsync("mallory", "exceeds-its-grant", Limit);
        Assert.Contains("messages of health a second", await File.ReadAllTextAsync(system.HubSetup.LogPath, Token), StringComparison.Ordinal);
    }

    private static async Task<IMqttConnection> ListenAsync(EdgeSystem system, AgentSetup setup)
    {
        var listener = await new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System)).ConnectAsync(BoardFiles.Client(setup, system.HubSetup.Mqtt), Token);
        await listener.SubscribeAsync([State], MqttQos.AtLeastOnce, Token);
        return listener;
    }

    private static async Task<HostState> NextAsync(IMqttConnection listener) =>
        HostState.Decode((await listener.Messages.ReadAsync(Token).AsTask().WaitAsync(Limit, Token)).Payload);

    private static async Task<JsonElement> PresentAsync(EdgeSystem system, string presence)
    {
        JsonElement? health = null;
        await Until.TrueAsync(async () => (health = await HealthAsync(system)) is { } h && Presence(h) == presence, Limit,
            () => string.Create(CultureInfo.InvariantCulture, $"kiosk-1 is not {presence}: {health}\n{system.Hub.LastLines}\n{(system.Kiosks.Count > 0 ? system.Kiosk.Agent?.LastLines : "")}"));
        return health!.Value;
    }

    private static async Task<JsonElement?> HealthAsync(EdgeSystem system)
    {
        var shown = JsonElement.Parse((await system.Hub.RunAsync(["node", "show", "kiosk-1", "--json"], null, Token)).Output);
        var facts = shown.GetProperty("story").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "health").GetProperty("facts");
        return facts.ValueKind == JsonValueKind.Null ? null : facts;
    }

    private static string? Presence(JsonElement health) => health.GetProperty("presence").GetString();

    private static JsonElement Value(JsonElement health, string name) => health.GetProperty("values").GetProperty(name).GetProperty("value");
}
