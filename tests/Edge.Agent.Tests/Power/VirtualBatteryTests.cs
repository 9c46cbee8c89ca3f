using Edge.Agent.Devices.Virtual;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Power;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edge.Agent.Tests.Power;

/// <summary>A whole agent whose virtual battery runs empty: seen, heard, asked for, taken back.</summary>
public sealed class VirtualBatteryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact(Timeout = 240_000)]
    public async Task The_room_sees_and_hears_it_the_machine_is_asked_and_mains_takes_all_of_it_back()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        using var run = new TestFolder();
        Directory.CreateDirectory(run.Root);
        var wish = Path.Combine(run.Root, PowerSwitch.FileName);
        agent.Configuration = """{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Devices":{"Virtual":true},"Power":{"OffAfter":"00:00:02","Mode":"Auto"}}""";
        VirtualBoard board = null!;
        Announcer voice = null!;
        agent.Also = services =>
        {
            services.AddSingleton(_ => new PowerSwitch(run.Root));
            services.AddSingleton<IHostedService>(p =>
            {
                (board, voice) = (p.GetRequiredService<VirtualBoard>(), p.GetRequiredService<Announcer>());
                return new Nothing();
            });
        };
        await agent.StartAsync();
        await Until.TrueAsync(() => board.Display.Lines.Any(l => l.Contains("Closed", StringComparison.Ordinal)), Patience);
        board.Power.ChargePercent = 3;
        board.Power.Mains = false;
        await Until.TrueAsync(() => File.Exists(wish), Patience);
        Assert.Contains(board.Display.Lines, l => l.Contains("Battery low", StringComparison.Ordinal));
        Assert.Contains(voice.Recent, s => !s.Call);
        Assert.Contains("\"mode\":\"off\"", await StatusAsync(agent), StringComparison.Ordinal);

        board.Power.Mains = true;
        await Until.TrueAsync(() => !File.Exists(wish) && board.Display.Lines.Any(l => l.Contains("Closed", StringComparison.Ordinal)), Patience);
        Assert.Equal(0, await agent.StopAsync());
        Assert.Single(agent.Log.All, l => l.Contains("is asked to switch itself off", StringComparison.Ordinal));
    }

    private static async Task<string> StatusAsync(TestAgent agent)
    {
        using var http = agent.Http();
        return await http.GetStringAsync(new Uri("/v1/status", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    private sealed class Nothing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
