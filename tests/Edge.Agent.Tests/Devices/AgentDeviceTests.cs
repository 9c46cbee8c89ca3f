using System.Text.Json;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Agent.Tests.Devices;

/// <summary>The whole agent, with no devices and with virtual ones.</summary>
public sealed class AgentDeviceTests
{
    private static readonly TimeSpan Real = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Without_devices_it_starts_says_so_once_and_takes_records()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        await agent.StartAsync();
        await Until.TrueAsync(() => agent.Log.All.Any(l => l.Contains("Not set, so absent: gpio, printer, scanner, keypad, display, speaker, power, modem, finger, camera, card", StringComparison.Ordinal)), Real);
        var (code, _, talk) = await agent.CommandAsync(null, "submit", "--kind", "enrolment", "--field", "a=b");
        Assert.True(code == 0, talk);
        foreach (var device in DeviceNames.All) Assert.Equal("absent", (await DevicesAsync(agent)).GetProperty(device).GetProperty("state").GetString());
        Assert.Equal(0, await agent.StopAsync());
        Assert.Single(agent.Log.All, l => l.Contains("absent", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task With_virtual_devices_status_tells_how_each_is()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = """{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Devices":{"Virtual":true}}""";
        VirtualBoard? board = null;
        agent.Also = services => services.AddSingleton<Microsoft.Extensions.Hosting.IHostedService>(p =>
        {
            board = p.GetRequiredService<VirtualBoard>();
            return new Nothing();
        });
        await agent.StartAsync();
        await ShownAsync(agent, d => DeviceNames.All.All(name => d.GetProperty(name).GetProperty("state").GetString() == "ready"));
        board!["camera"].Plugged = false;
        board["scanner"].Plugged = false;
        board.Power.ChargePercent = 40;
        board.Printer.Status = Agent.Devices.Printer.PrinterStatus.PaperOut;
        await ShownAsync(agent, d => d.GetProperty("scanner").GetProperty("state").GetString() == "failed"
            && d.GetProperty("printer").TryGetProperty("note", out var note) && note.GetString() == "paper-out"
            && d.GetProperty("power").GetProperty("reading").GetProperty("chargePercent").GetInt32() == 40);
        var (_, text, _) = await agent.CommandAsync(null, "status");
        Assert.Contains("devices.printer.note         paper-out", text, StringComparison.Ordinal);
    }

    private static async Task ShownAsync(TestAgent agent, Func<JsonElement, bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Real);
        while (!condition(await DevicesAsync(agent))) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
    }

    private static async Task<JsonElement> DevicesAsync(TestAgent agent)
    {
        var (code, json, talk) = await agent.CommandAsync(null, "status", "--json");
        Assert.True(code == 0, talk);
        return JsonDocument.Parse(json).RootElement.GetProperty("devices");
    }

    private sealed class Nothing : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
