using System.Collections.Concurrent;
using System.Globalization;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;

namespace Edge.SystemTests;

/// <summary>
/// kill -9 of agent, hub or broker at random moments while records are accepted and sent.
/// EDGEDEV_KILL_ROUNDS sets how many rounds (12 in the ordinary run, 200 for the long one), EDGEDEV_KILL_SEED which.
/// </summary>
public sealed class KillTests
{
    private static readonly int Rounds = Setting("EDGEDEV_KILL_ROUNDS", 12);
    private static readonly int Seed = Setting("EDGEDEV_KILL_SEED", 20261122);

    [Fact]
    public async Task Killing_any_part_at_any_moment_loses_nothing_and_doubles_nothing()
    {
        var token = TestContext.Current.CancellationToken;
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var random = new Random(Seed);
        var accepted = new ConcurrentDictionary<Guid, ulong>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
        var submitting = SubmitAsync(system, accepted, enough.Token);
        var kills = new Dictionary<string, int> { ["agent"] = 0, ["hub"] = 0, ["broker"] = 0 };

        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 1500)), TimeProvider.System, token);
            var victim = kills.Keys.ElementAt(random.Next(kills.Count));
            kills[victim]++;
            if (victim == "agent") await system.Kiosk.RestartAfterKillAsync();
            else if (victim == "hub") await system.RestartHubAfterKillAsync();
            else system.Hub.KillBroker();
        }

        await enough.CancelAsync();
        await submitting;
        await system.WaitStoredAsync(accepted.Count, Patience.Seconds(120));
        await system.WaitDrainedAsync(Patience.Seconds(60));
        var stored = await ArchiveAudit.CheckAsync(system.HubSetup);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Rounds} rounds, seed {Seed}: {string.Join(", ", kills.Select(k => $"{k.Key} killed {k.Value} times"))}; {accepted.Count} accepted, {stored.Count} stored"));
        Assert.NotEmpty(accepted);
        Assert.Empty(accepted.Keys.Except(stored));
        // What was committed before its answer was lost is submitted again under the same id: nothing else may be there.
        Assert.Empty(stored.Except(accepted.Keys));
    }

    // As a client should: the same record, under the same id, until the agent has said that it has it.
    private static async Task SubmitAsync(EdgeSystem system, ConcurrentDictionary<Guid, ulong> accepted, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var record = Sample.Record(i, 5_000 + i % 7 * 30_000);
            while (true)
            {
                try
                {
                    accepted[record.Id] = (await system.Kiosk.Agent.SubmitAsync(record, TestContext.Current.CancellationToken)).Sequence;
                    break;
                }
                catch (Exception e) when (e is HarnessException or ObjectDisposedException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
                }
            }
            await Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, CancellationToken.None);
        }
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
