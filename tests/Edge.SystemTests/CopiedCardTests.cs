using System.Text.Json;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Samples;

namespace Edge.SystemTests;

/// <summary>A board's card is copied and both run, or an old copy is put back: nothing is lost, and the hub says what happened.</summary>
public sealed class CopiedCardTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly Dictionary<Guid, (SampleRecord Record, Accepted Accepted)> _accepted = [];
    private int _seed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_copies_of_a_card_both_run_and_the_hub_names_both_chains_and_the_fork()
    {
        await using var system = await EdgeSystem.StartAsync(h => h with { Environment = new Dictionary<string, string> { ["EDGE_Ingest__Turn"] = "00:00:02" } }, "kiosk-1");
        var kiosk = system.Kiosk;
        var root = await AcceptAsync(kiosk.Agent, 3);
        await system.WaitStoredAsync(3, Limit);
        await system.WaitDrainedAsync(Limit);
        await kiosk.StopAsync();

        // While both are up, and each holds records the hub has never heard of.
        kiosk.Link.Cut();
        var copySetup = CardCopy.Make(kiosk.Setup, Path.Combine(system.Folder, "copy"));
        await kiosk.StartAsync();
        await using var copy = AgentProcess.Start(copySetup);
        await copy.WaitReadyAsync(Token);
        var one = await AcceptAsync(kiosk.Agent, 4);
        var two = await AcceptAsync(copy, 3);
        kiosk.Link.Restore();
        await system.WaitIncidentAsync("kiosk-1", "two-incarnations", Limit);
        await system.WaitIncidentAsync("kiosk-1", "fork", Limit);
        await AcceptAsync(kiosk.Agent, 1);
        await AcceptAsync(copy, 1);

        await CheckStoredAndExportedAsync(system);
        var chains = await ChainsAsync(system);
        Assert.Equal(
            new[] { (root, 1UL, 3UL), (one, 4UL, 8UL), (two, 4UL, 7UL) }.Order(),
            chains.Facts.GetProperty("chains").EnumerateArray().Select(c => (c.GetProperty("chainId").GetGuid(), c.GetProperty("first").GetUInt64(), c.GetProperty("last").GetUInt64())).Order());
        Assert.Equal(0, chains.Facts.GetProperty("missing").GetInt64());
        var fork = Assert.Single(chains.Facts.GetProperty("forks").EnumerateArray());
        Assert.Equal(new[] { (one, 4UL), (two, 4UL) }.Order(), fork.GetProperty("sides").EnumerateArray().Select(s => (s.GetProperty("chainId").GetGuid(), s.GetProperty("sequence").GetUInt64())).Order());
        Assert.Contains(chains.Lines, l => l.StartsWith("FORK after record 3: two records name it", StringComparison.Ordinal));
        Assert.Equal(0, await copy.StopAsync());
    }

    [Fact]
    public async Task An_old_copy_put_back_gives_numbers_again_and_loses_nothing()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var kiosk = system.Kiosk;
        var first = await AcceptAsync(kiosk.Agent, 2);
        await system.WaitStoredAsync(2, Limit);
        await system.WaitDrainedAsync(Limit);
        await kiosk.StopAsync();
        var backup = Path.Combine(system.Folder, "backup");
        CardCopy.Make(kiosk.Setup, backup);
        await kiosk.StartAsync();
        var second = await AcceptAsync(kiosk.Agent, 3);
        await system.WaitStoredAsync(5, Limit);
        await system.WaitDrainedAsync(Limit);
        await kiosk.StopAsync();

        CardCopy.Restore(backup, kiosk.Setup);
        await kiosk.StartAsync();
        var third = await AcceptAsync(kiosk.Agent, 2);
        Assert.Equal([3UL, 3UL, 4UL, 4UL], _accepted.Values.Select(a => a.Accepted.Sequence).Where(s => s is 3 or 4).Order());

        await CheckStoredAndExportedAsync(system);
        await system.WaitDrainedAsync(Limit);
        await system.WaitIncidentAsync("kiosk-1", "fork", Limit);
        var chains = await ChainsAsync(system);
        Assert.Contains($"Chain {Name(first)}: records 1 to 2, all here.", chains.Lines);
        Assert.Contains($"Chain {Name(second)}: records 3 to 5, all here.", chains.Lines);
        Assert.Contains($"Chain {Name(third)}: records 3 to 4, all here.", chains.Lines);
        Assert.Equal([3UL, 3UL], Assert.Single(chains.Facts.GetProperty("forks").EnumerateArray()).GetProperty("sides").EnumerateArray().Select(s => s.GetProperty("sequence").GetUInt64()));
        var flagged = JsonElement.Parse((await system.Hub.RunAsync(["record", "list", "--flagged", "--json"], null, Token)).Output);
        Assert.Equal(["Forked", "Forked"], flagged.EnumerateArray().Select(r => r.GetProperty("flags").GetString()));
    }

    private async Task<Guid> AcceptAsync(AgentProcess agent, int count)
    {
        var chain = Guid.Empty;
        for (var i = 0; i < count; i++)
        {
            var record = Sample.Record(++_seed);
            var accepted = await agent.SubmitAsync(record, Token);
            _accepted.Add(accepted.RecordId, (record, accepted));
            chain = accepted.ChainId;
        }
        return chain;
    }

    private async Task CheckStoredAndExportedAsync(EdgeSystem system)
    {
        var stored = await system.WaitStoredAsync(_accepted.Count, Limit);
        Assert.Equal(_accepted.Values.Select(a => (a.Accepted.RecordId, a.Accepted.ChainId, a.Accepted.Sequence)).Order(), stored.Select(r => (r.RecordId, r.ChainId, r.Sequence)).Order());
        var target = Path.Combine(system.Folder, "export");
        await system.Hub.ExportAsync(system.HubSetup.RegistryKey, target, Token);
        foreach (var (id, (record, _)) in _accepted)
        {
            var folder = Assert.Single(Directory.GetDirectories(Path.Combine(target, "kiosk-1"), $"*-{id}"));
            Assert.Equal(record.Fields, await File.ReadAllBytesAsync(Path.Combine(folder, "record.json"), Token));
            Assert.Equal(record.Attachments[0].Data, await File.ReadAllBytesAsync(Path.Combine(folder, record.Attachments[0].Name), Token));
        }
    }

    private static async Task<(IReadOnlyList<string> Lines, JsonElement Facts)> ChainsAsync(EdgeSystem system)
    {
        var shown = JsonElement.Parse((await system.Hub.RunAsync(["node", "show", "kiosk-1", "--json"], null, Token)).Output);
        var part = shown.GetProperty("story").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "chains");
        var text = (await system.Hub.RunAsync(["node", "show", "kiosk-1"], null, Token)).Output.Split('\n');
        var lines = part.GetProperty("lines").EnumerateArray().Select(l => l.GetString()!).ToList();
        Assert.All(lines.Where(l => !l.StartsWith("It last spoke", StringComparison.Ordinal)), l => Assert.Contains(l, text));
        return (lines, part.GetProperty("facts"));
    }

    private static string Name(Guid chain) => chain.ToString("N")[..8];
}
