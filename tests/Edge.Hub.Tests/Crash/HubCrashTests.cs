namespace Edge.Hub.Tests.Crash;

/// <summary>Whatever a power cut leaves of the archive, a hub finds every receipted record whole, none twice, and every acknowledged byte.</summary>
public sealed class HubCrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_hub_survives_a_cut_at_any_write_of_its_database()
    {
        await using var life = await HubLife.BeginAsync();
        await HubLives.OrdinaryAsync(life);
        Assert.Equal(6, life.Stories.Count(s => s.StoredAt is not null));
        var simulator = new HubCrashSimulator();
        await simulator.CheckAsync(life);
        Report(simulator);
    }

    [Fact]
    public async Task A_hub_of_a_random_life_survives_a_cut_at_any_write()
    {
        for (var seed = 1; seed <= Math.Max(1, HubCrashSimulator.Lives); seed++)
        {
            await using var life = await HubLife.BeginAsync();
            await HubLives.RandomAsync(life, new Random(seed));
            var simulator = new HubCrashSimulator();
            await simulator.CheckAsync(life, life.EnrolledAt);
            output.WriteLine($"seed {seed}");
            Report(simulator);
        }
    }

    private void Report(HubCrashSimulator simulator)
    {
        output.WriteLine($"{simulator}");
        Assert.True(simulator.Violations.Count == 0, string.Join("\n", simulator.Violations.Take(5)));
        Assert.True(simulator.Prefixes > 50, "too little was recorded");
    }
}
