using Edge.SystemTests.Support;

namespace Edge.SystemTests;

/// <summary>The main job on the packages of the original design: MQTTnet on both sides, LiteDB on the board.</summary>
public sealed class IotMainJobTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_submitted_file_is_stored_listed_and_exported_bit_for_bit()
    {
        await using var system = await StartAsync();
        Assert.True(Directory.Exists(Path.Combine(system.Kiosk.Setup.Data, "segments")));
        await MainJob.RunAsync(system);
        await system.WaitDrainedAsync(TimeSpan.FromSeconds(20));
        Assert.Empty(Directory.GetFiles(Path.Combine(system.Kiosk.Setup.Data, "spool")));
        Assert.Single(Directory.GetFiles(Path.Combine(system.Kiosk.Setup.Data, "kept")));
    }

    [Fact]
    public async Task Records_survive_a_kill_of_board_and_hub()
    {
        await using var system = await StartAsync();
        system.Kiosk.Link.Cut();
        for (var i = 1; i <= 3; i++) await system.Kiosk.Agent.SubmitAsync(Sample.Record(i), Token);
        await system.Kiosk.RestartAfterKillAsync();
        await system.RestartHubAfterKillAsync();
        system.Kiosk.Link.Restore();
        await system.WaitStoredAsync(3, TimeSpan.FromSeconds(40));
        await system.WaitDrainedAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(3, (await ArchiveAudit.CheckAsync(system.HubSetup)).Count);
    }

    private static async Task<EdgeSystem> StartAsync()
    {
        var system = await EdgeSystem.StartAsync();
        var kiosk = await system.AddKioskAsync("kiosk-1", board => board with
        {
            Environment = With(board.Environment, ("EDGE_Spool__Store", "litedb")),
        });
        await kiosk.StartAsync();
        return system;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> environment, params (string Name, string Value)[] more)
    {
        var all = new Dictionary<string, string>(environment);
        foreach (var (name, value) in more) all[name] = value;
        return all;
    }
}
