using System.Text.Json;
using Edge.Testing.Processes;
using Edge.Testing.Relay;
using Edge.Testing.Time;

namespace Edge.SystemTests.Support;

/// <summary>A hub and its kiosks as real processes, each kiosk behind a link of its own, in a folder that goes away.</summary>
internal sealed class EdgeSystem : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly RunFolder _folder = RunFolder.Create("edge-st-");
    private readonly List<Kiosk> _kiosks = [];
    private readonly List<IDisposable> _owned = [];

    private EdgeSystem(Func<HubSetup, HubSetup>? change)
    {
        HubSetup = HubSetup.OnFreePorts(_folder.Folder("hub"));
        HubSetup = change?.Invoke(HubSetup) ?? HubSetup;
    }

    public string Folder => _folder.Path;

    public HubSetup HubSetup { get; }

    public HubProcess Hub { get; private set; } = null!;

    public IReadOnlyList<Kiosk> Kiosks => _kiosks;

    public Kiosk Kiosk => _kiosks[0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a hub and one running, provisioned kiosk for each name.</summary>
    public static Task<EdgeSystem> StartAsync(params string[] nodes) => StartAsync(null, nodes);

    /// <summary>The same, with the hub's setup changed before anything starts.</summary>
    public static async Task<EdgeSystem> StartAsync(Func<HubSetup, HubSetup>? change, params string[] nodes)
    {
        var system = new EdgeSystem(change);
        await system.StartHubAsync();
        foreach (var node in nodes) await (await system.AddKioskAsync(node)).StartAsync();
        return system;
    }

    /// <summary>Starts a hub and a kiosk whose records wait in that store.</summary>
    public static async Task<EdgeSystem> StartOverAsync(string store, string node)
    {
        var system = await StartAsync();
        await (await system.AddKioskAsync(node, board => board.WithStore(store))).StartAsync();
        return system;
    }

    /// <summary>A provisioned kiosk whose agent does not run yet.</summary>
    public async Task<Kiosk> AddKioskAsync(string node, Func<AgentSetup, AgentSetup>? change = null, long? bitsPerSecond = null)
    {
        var link = new LinkRelay(HubSetup.Mqtt, TimeProvider.System, bitsPerSecond);
        var setup = new AgentSetup(node, _folder.Folder(node));
        setup = change?.Invoke(setup) ?? setup;
        var kiosk = new Kiosk(node, setup, link);
        _kiosks.Add(kiosk);
        await AgentProcess.ProvisionAsync(setup, await Hub.AddNodeAsync(node, "test", link.EndPoint, Token), Token);
        return kiosk;
    }

    public async Task StartHubAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        Hub = HubProcess.Start(environment is null ? HubSetup : HubSetup with { Environment = environment });
        await Hub.WaitReadyAsync(Token);
    }

    public async Task RestartHubAfterKillAsync()
    {
        await Hub.Kill9Async();
        await Hub.DisposeAsync();
        await StartHubAsync();
    }

    /// <summary>Waits until the hub has stored this many records, and returns all it lists.</summary>
    public async Task<IReadOnlyList<StoredRecord>> WaitStoredAsync(int count, TimeSpan limit)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (true)
        {
            var records = await Hub.ListRecordsAsync(Token);
            if (records.Count(r => r.State == "stored") >= count) return records;
            Assert.True(time.GetElapsedTime(started) < limit,
                $"{records.Count(r => r.State == "stored")} of {count} records stored after {limit}.\nhub: {Hub.LastLines}\n{string.Join('\n', _kiosks.Select(k => $"{k.Node}: {k.Agent?.LastLines}"))}");
            await Task.Delay(Poll, time, Token);
        }
    }

    /// <summary>What the hub's status says of a board.</summary>
    public async Task<JsonElement> BoardAsync(string node) => (await Hub.StatusAsync(Token)).GetProperty("boards").GetProperty(node);

    /// <summary>Waits until the hub has heard the board.</summary>
    public Task WaitBoardAsync(string node, TimeSpan limit) => Until.TrueAsync(
        async () => (await Hub.StatusAsync(Token)).GetProperty("boards").TryGetProperty(node, out _), limit, () => $"the hub has not heard {node}.\n{Hub.LastLines}");

    /// <summary>Waits until the hub has an incident of that kind on record for a board.</summary>
    public Task WaitIncidentAsync(string node, string kind, TimeSpan limit) => Until.TrueAsync(
        async () => (await BoardAsync(node)).GetProperty("incidents").EnumerateArray().Any(i => i.GetString()!.StartsWith(kind + " ", StringComparison.Ordinal)),
        limit, () => $"the hub has no incident {kind} of {node} on record.\n{Hub.LastLines}");

    /// <summary>Waits until no running kiosk has anything left to send.</summary>
    public async Task WaitDrainedAsync(TimeSpan limit)
    {
        foreach (var kiosk in _kiosks.Where(k => k.Agent is not null))
        {
            await Until.TrueAsync(async () => (await kiosk.Agent.StatusAsync(Token)).GetProperty("backlog").GetProperty("records").GetInt32() == 0,
                limit, () => $"{kiosk.Node} still has a backlog.\n{kiosk.Agent.LastLines}\nhub: {Hub.LastLines}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kiosk in _kiosks) await kiosk.DisposeAsync();
        await Hub.DisposeAsync();
        _owned.ForEach(o => o.Dispose());
        _folder.Dispose();
    }

    /// <summary>Disposes it after every process has ended, which may need it till then, and before the folder goes.</summary>
    public T Own<T>(T thing) where T : IDisposable
    {
        _owned.Add(thing);
        return thing;
    }
}
