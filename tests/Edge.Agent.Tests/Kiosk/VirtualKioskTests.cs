using Edge.Agent.Devices;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>A whole agent with virtual devices: pressed, called, cut off and restarted.</summary>
public sealed class VirtualKioskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact(Timeout = 120_000)]
    public async Task A_press_brings_light_paper_and_voice_the_officer_calls_and_a_device_that_is_gone_stops_nothing()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = """{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Devices":{"Virtual":true},"Kiosk":{"Desk":"3"}}""";
        VirtualBoard board = null!;
        Announcer voice = null!;
        DeviceRegistry devices = null!;
        agent.Also = services => services.AddSingleton<IHostedService>(p =>
        {
            (board, voice, devices) = (p.GetRequiredService<VirtualBoard>(), p.GetRequiredService<Announcer>(), p.GetRequiredService<DeviceRegistry>());
            return new Nothing();
        });
        await agent.StartAsync();
        await Until.TrueAsync(() => devices.All.All(d => d.State == DeviceState.Ready || d.Name == DeviceNames.Strip), Patience);
        await Until.TrueAsync(() => board.Display.Lines.Count > 0 && board.Display.Lines[0].Contains("Closed", StringComparison.Ordinal), Patience);
        board.Key(KeypadKey.Divide);
        board.Key(KeypadKey.Divide);
        await Until.TrueAsync(() => Lit(board, "ready"), Patience);
        board.Press("card");
        await Until.TrueAsync(() => board.Printer.Papers.Count == 1, Patience);
        board.Key(KeypadKey.Enter);
        await Until.TrueAsync(() => board.Display.Lines.Any(l => l.Contains("A001", StringComparison.Ordinal)) && Lit(board, "call"), Patience);
        Assert.Contains(board.Display.Lines, l => l.Contains("Desk 3", StringComparison.Ordinal));
        await Until.TrueAsync(() => voice.Recent.Any(s => s.Call), Patience);

        board[DeviceNames.Printer].Plugged = false;
        board[DeviceNames.Display].Plugged = false;
        board.Press("account");
        board.Key(KeypadKey.Digit0);
        await Until.TrueAsync(() => Lit(board, "error"), Patience);
        Assert.Single(board.Printer.Papers);
        board[DeviceNames.Display].Plugged = true;
        board[DeviceNames.Printer].Plugged = true;
        await Until.TrueAsync(() => board.Printer.Papers.Count == 2 && board.Display.Lines.Any(l => l.Contains("Waiting: 1", StringComparison.Ordinal)), Patience);
        Assert.Equal(0, await agent.StopAsync());
    }

    private sealed class Nothing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static bool Lit(VirtualBoard board, string light) => board.Gpio.Levels.GetValueOrDefault(light);
}
