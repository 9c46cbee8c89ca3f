using System.Globalization;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Relay;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>One board floods the hub, as itself and in real processes; the others go on.</summary>
public sealed class FloodTests
{
    private const long Link = 1_000_000;
    private const int RecordBytes = 20_000;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_board_that_floods_is_gone_within_five_seconds_and_honest_boards_keep_their_throughput()
    {
        await using var system = await EdgeSystem.StartAsync();
        string[] honest = ["kiosk-1", "kiosk-2"];
        await using var one = new LinkRelay(system.HubSetup.Mqtt, TimeProvider.System, Link);
        await using var two = new LinkRelay(system.HubSetup.Mqtt, TimeProvider.System, Link);
        await using var first = await SlowKioskAsync(system, honest[0], one);
        await using var second = await SlowKioskAsync(system, honest[1], two);
        AgentProcess[] agents = [first, second];
        var mallory = await system.AddKioskAsync("mallory");

        // Behind a cut link, so that all of them wait when it begins: more than the link carries in both windows.
        const int Each = 280;
        LinkRelay[] links = [one, two];
        foreach (var link in links) link.Cut();
        for (var i = 0; i < Each; i++) foreach (var agent in agents) await agent.SubmitAsync(Sample.Record(i, RecordBytes), Token);
        foreach (var link in links) link.Restore();
        await system.WaitStoredAsync(4, Limit);

        var without = await StoredInAsync(system);
        var started = TimeProvider.System.GetTimestamp();
        await using var flooder = new Flooder(mallory.Setup.Data, TimeProvider.System);
        var sent = await flooder.FirstClosed.WaitAsync(TimeSpan.FromSeconds(120), Token);
        var gone = TimeProvider.System.GetElapsedTime(started);
        var with = await StoredInAsync(system);
        Assert.True((await system.Hub.ListRecordsAsync(Token)).Count(r => r.State == "stored") < agents.Length * Each, "nothing was left to send: the windows say nothing");
        var ingest = (await system.Hub.StatusAsync(Token)).GetProperty("ingest");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"mallory closed after {gone.TotalSeconds:0.00} s and {sent} chunks, then {flooder.Connections} connections and {flooder.Refused} refused, {flooder.Chunks} chunks in all; stored of the honest in {Window.TotalSeconds:0} s: {without} bytes without, {with} with: {100.0 * with / without:0} %; ingest {ingest}"));

        Assert.True(gone < TimeSpan.FromSeconds(5), $"gone after {gone}; hub: {system.Hub.LastLines}");
        Assert.Equal(1, ingest.GetProperty("evictions").GetInt64());
        Assert.Equal(["mallory"], ingest.GetProperty("evictedNow").EnumerateArray().Select(e => e.GetString()));
        Assert.True(with >= 0.8 * without, $"{with} bytes beside the flood, {without} without it; ingest {ingest}");
        await flooder.DisposeAsync();
        await system.WaitStoredAsync(agents.Length * Each, Limit);
    }

    [Fact]
    public async Task A_grant_is_no_licence_to_flood_and_who_comes_back_to_flood_again_stays_out_for_longer()
    {
        await using var system = await EdgeSystem.StartAsync();
        await system.Hub.StopAsync();
        await system.Hub.DisposeAsync();
        await system.StartHubAsync(new Dictionary<string, string> { ["EDGE_Ingest__CoolDown"] = "00:00:02" });
        var mallory = await system.AddKioskAsync("mallory");
        await using var flooder = new Flooder(mallory.Setup.Data, TimeProvider.System, offersFirst: true);
        await flooder.FirstClosed.WaitAsync(TimeSpan.FromSeconds(120), Token);
        await Until.TrueAsync(async () => await EvictionsAsync(system) == 2, Limit, () => $"{flooder.Connections} connections and no second eviction; hub: {system.Hub.LastLines}");
        Assert.Equal(2, flooder.Connections);
        var log = await File.ReadAllTextAsync(system.HubSetup.LogPath, Token);
        Assert.Contains("without waiting for an answer; granted were", log, StringComparison.Ordinal);
        Assert.Contains("shut out for 4 s", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_honest_board_with_many_small_records_a_cut_link_and_a_hub_that_restarts_is_never_evicted()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        const int Records = 600;
        for (var i = 0; i < Records; i++)
        {
            await system.Kiosk.Agent.SubmitAsync(Sample.Record(i, 500), Token);
            if (i % 150 == 50)
            {
                system.Kiosk.Link.Cut();
                system.Kiosk.Link.Restore();
            }
            if (i % 150 == 100)
            {
                await AssertNoEvictionAsync(system);
                await system.RestartHubAfterKillAsync();
            }
        }
        await system.WaitStoredAsync(Records, Limit);
        await AssertNoEvictionAsync(system);
        Assert.Equal(Records, (await ArchiveAudit.CheckAsync(system.HubSetup)).Count);
    }

    private static async Task AssertNoEvictionAsync(EdgeSystem system) => Assert.Equal(0, await EvictionsAsync(system));

    private static async Task<long> EvictionsAsync(EdgeSystem system) =>
        (await system.Hub.StatusAsync(Token)).GetProperty("ingest").GetProperty("evictions").GetInt64();

    private static async Task<AgentProcess> SlowKioskAsync(EdgeSystem system, string node, LinkRelay link)
    {
        var setup = new AgentSetup(node, Directory.CreateDirectory(Path.Combine(system.Folder, node)).FullName);
        await AgentProcess.ProvisionAsync(setup, await system.Hub.AddNodeAsync(node, "test", link.EndPoint, Token), Token);
        var agent = AgentProcess.Start(setup);
        await agent.WaitReadyAsync(Token);
        return agent;
    }

    private static async Task<long> StoredInAsync(EdgeSystem system)
    {
        var time = TimeProvider.System;
        var (before, at) = (await StoredBytesAsync(system), time.GetTimestamp());
        await Task.Delay(Window, time, Token);
        var bytes = await StoredBytesAsync(system) - before;
        // Reading the list takes its time too.
        return (long)(bytes * (Window / time.GetElapsedTime(at)));
    }

    private static async Task<long> StoredBytesAsync(EdgeSystem system) =>
        (await system.Hub.ListRecordsAsync(Token)).Where(r => r.State == "stored").Sum(r => r.SizeBytes);
}
