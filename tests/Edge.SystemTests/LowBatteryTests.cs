using Edge.SystemTests.Enrolment;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>A board whose battery runs low: real processes, a virtual battery, and the folder in which systemd would be asked.</summary>
public sealed class LowBatteryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task What_waits_is_sent_the_hub_is_told_and_the_machine_is_asked_once()
    {
        await using var system = await EdgeSystem.StartAsync();
        var (kiosk, hands) = await KioskAsync(system);
        using var own = hands;
        // A battery that lies, and a board on mains.
        await hands.DoAsync("charge", new { value = 0 });
        await kiosk.Agent.SubmitAsync(Sample.Record(1, 200_000), Token);
        await system.WaitStoredAsync(1, Limit);
        Assert.Equal("full", await PowerAsync(kiosk, "mode"));

        await hands.DoAsync("mains", new { on = false });
        await kiosk.Agent.SubmitAsync(Sample.Record(2, 200_000), Token);
        await UntilAskedAsync(kiosk);
        // To the last moment a record is taken.
        await kiosk.Agent.SubmitAsync(Sample.Record(3, 20_000), Token);
        await system.WaitStoredAsync(3, Limit);
        await Until.TrueAsync(async () => (await system.Hub.RunAsync(["node", "show", "kiosk-1"], null, Token)).Output.Contains("Power/Mode: off, switches itself off", StringComparison.Ordinal), Limit,
            () => $"the hub was not told.\n{kiosk.Agent.LastLines}");
        var log = await File.ReadAllTextAsync(kiosk.Setup.LogPath, Token);
        Assert.Equal(1, log.Split("is asked to switch itself off").Length - 1);

        // systemd stops it, as it does before the power goes.
        await kiosk.StopAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task Mains_that_is_back_takes_the_wish_back()
    {
        await using var system = await EdgeSystem.StartAsync();
        var (kiosk, hands) = await KioskAsync(system);
        using var own = hands;
        await hands.DoAsync("charge", new { value = 3 });
        await hands.DoAsync("mains", new { on = false });
        await UntilAskedAsync(kiosk);
        await hands.DoAsync("mains", new { on = true });
        await Until.TrueAsync(async () => await PowerAsync(kiosk, "mode") == "full", Limit, () => kiosk.Agent.LastLines);
        Assert.False(File.Exists(WishOf(kiosk)));
        await kiosk.StopAsync();
    }

    [Theory(Timeout = 300_000)]
    [InlineData("files", false)]
    [InlineData("litedb", true)]
    public async Task Killed_on_its_way_out_it_has_all_it_accepted_and_goes_out_again(string store, bool asked)
    {
        await using var system = await EdgeSystem.StartAsync();
        var (kiosk, hands) = await KioskAsync(system, store);
        using var own = hands;
        kiosk.Link.Cut();
        // It speaks slowly: so long the board is on its way.
        await hands.DoAsync("slow", new { device = "speaker", on = true });
        var accepted = new List<Guid> { (await kiosk.Agent.SubmitAsync(Sample.Record(1, 20_000), Token)).RecordId };
        await hands.DoAsync("charge", new { value = 3 });
        await hands.DoAsync("mains", new { on = false });
        await Until.TrueAsync(async () => await PowerAsync(kiosk, "mode") == "off", Limit, () => kiosk.Agent.LastLines);
        accepted.Add((await kiosk.Agent.SubmitAsync(Sample.Record(2, 20_000), Token)).RecordId);
        if (asked) await UntilAskedAsync(kiosk);
        accepted.Add((await kiosk.Agent.SubmitAsync(Sample.Record(3, 20_000), Token)).RecordId);

        await kiosk.RestartAfterKillAsync();
        Assert.Equal(accepted.Order(), (await kiosk.Agent.WaitingAsync(Token)).Order());
        // The virtual battery is full after a start, and an old wish is none.
        Assert.False(File.Exists(WishOf(kiosk)));
        await hands.DoAsync("charge", new { value = 3 });
        await hands.DoAsync("mains", new { on = false });
        await UntilAskedAsync(kiosk);
        kiosk.Link.Restore();
        await system.WaitStoredAsync(3, Limit);
    }

    private static async Task<(Kiosk Kiosk, Hands Hands)> KioskAsync(EdgeSystem system, string? store = null)
    {
        var (at, run) = (FreePort.Next(), Directory.CreateDirectory(Path.Combine(system.Folder, "run")).FullName);
        var kiosk = await system.AddKioskAsync("kiosk-1", setup => With(store is null ? setup : setup.WithStore(store), new()
        {
            ["RUNTIME_DIRECTORY"] = run,
            ["EDGE_Devices__Virtual"] = "true",
            ["EDGE_Simulator__Address"] = at.ToString(),
            ["EDGE_Power__OffAfter"] = "00:00:02",
        }));
        await kiosk.StartAsync();
        return (kiosk, new Hands(new Uri($"http://{at}")));
    }

    private static AgentSetup With(AgentSetup setup, Dictionary<string, string> more) => setup with { Environment = setup.Environment.Concat(more).ToDictionary() };

    private static string WishOf(Kiosk kiosk) => Path.Combine(kiosk.Setup.Environment["RUNTIME_DIRECTORY"], "power-off");

    private static Task UntilAskedAsync(Kiosk kiosk) => Until.TrueAsync(() => Task.FromResult(File.Exists(WishOf(kiosk))), Limit, () => $"the machine was not asked.\n{kiosk.Agent.LastLines}");

    private static async Task<string?> PowerAsync(Kiosk kiosk, string what) => (await kiosk.Agent.StatusAsync(Token)).GetProperty("power").GetProperty(what).GetString();
}
