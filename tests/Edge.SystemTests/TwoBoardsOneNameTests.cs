using Edge.SystemTests.Support;
using Edge.Testing.Processes;

namespace Edge.SystemTests;

/// <summary>A copied card: two boards with one certificate, which throw each other off the broker.</summary>
public sealed class TwoBoardsOneNameTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_boards_with_one_name_take_turns_and_lose_nothing()
    {
        await using var system = await EdgeSystem.StartAsync(h => h with { Environment = new Dictionary<string, string> { ["EDGE_Ingest__Turn"] = "00:00:02" } }, "kiosk-1");
        var first = system.Kiosk;
        var accepted = new HashSet<Guid> { (await first.Agent.SubmitAsync(Sample.Record(0), Token)).RecordId };
        await system.WaitStoredAsync(1, Limit);
        await system.WaitDrainedAsync(Limit);

        await using var second = AgentProcess.Start(CardCopy.Make(first.Setup, Path.Combine(system.Folder, "copy")));
        await second.WaitReadyAsync(Token);
        for (var i = 0; i < 3; i++)
        {
            accepted.Add((await first.Agent.SubmitAsync(Sample.Record(2 * i + 1), Token)).RecordId);
            accepted.Add((await second.SubmitAsync(Sample.Record(2 * i + 2), Token)).RecordId);
            // Both have to have spoken before either has nothing more to say.
            if (i == 0) await system.WaitIncidentAsync("kiosk-1", "two-incarnations", Limit);
        }
        var stored = await system.WaitStoredAsync(accepted.Count, Limit);
        Assert.Equal(accepted.Order(), stored.Select(r => r.RecordId).Order());
        // The copy is a fork of the chain, not a second number one.
        Assert.Equal(2, stored.Select(r => r.ChainId).Distinct().Count());

        Assert.Equal(0, await second.StopAsync());
        accepted.Add((await first.Agent.SubmitAsync(Sample.Record(9), Token)).RecordId);
        stored = await system.WaitStoredAsync(accepted.Count, Limit);
        Assert.Equal(accepted.Order(), stored.Select(r => r.RecordId).Order());
        await system.WaitDrainedAsync(Limit);
    }
}
