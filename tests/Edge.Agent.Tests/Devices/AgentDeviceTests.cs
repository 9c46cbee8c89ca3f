using System.Text.Json;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Agent.Tests.Devices;

/// <summary>The whole agent, with no devices and with virtual ones.</summary>
public sealed class AgentDeviceTests
{
    private static readonly TimeSpan Real = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Without_devices_it_starts_says_so_once_and_takes_records()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        await agent.StartAsync();
        await Until.TrueAsync(() => agent.Log.All.Any(l => l.Contains("Not set, so absent: gpio, printer, scanner, keypad, display, speaker, power, modem, finger, camera, card, strip", StringComparison.Ordinal)), Real);
        var (code, _, talk) = await agent.CommandAsync(null, "submit", "--kind", "enrolment", "--field", "a=b");
        Assert.True(code == 0, talk);
        foreach (var device in DeviceNames.WithTwin.Append(DeviceNames.Strip)) Assert.Equal("absent", (await DevicesAsync(agent)).GetProperty(device).GetProperty("state").GetString());
        Assert.Equal(0, await agent.StopAsync());
        Assert.Single(agent.Log.All, l => l.Contains("absent", StringComparison.Ordinal));
    }

    [Fact(Timeout = 180_000)]
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
        await ShownAsync(agent, d => DeviceNames.WithTwin.All(name => d.GetProperty(name).GetProperty("state").GetString() == "ready"));
        board!["camera"].Plugged = false;
        board["scanner"].Plugged = false;
        board.Power.ChargePercent = 40;
        board.Printer.Status = Agent.Devices.Printer.PrinterStatus.PaperOut;
        await ShownAsync(agent, d => d.GetProperty("scanner").GetProperty("state").GetString() == "failed"
            && d.GetProperty("printer").TryGetProperty("note", out var note) && note.GetString() == "paper-out"
            && d.GetProperty("power").GetProperty("reading").GetProperty("chargePercent").GetInt32() == 40);
        var (_, text, _) = await agent.CommandAsync(null, "status");
        Assert.Contains("devices.printer.note         paper-out", text, StringComparison.Ordinal);
        var doctor = await DoctorRun.OfAsync(agent);
        Assert.Equal(("fault", "paper-out"), (doctor["device-printer"].Grade, doctor["device-printer"].Reason));
        Assert.Contains("the virtual scanner is unplugged", doctor["device-scanner"].Detail, StringComparison.Ordinal);
        Assert.Equal(("ok", "answers"), (doctor["device-speaker"].Grade, doctor["device-speaker"].Reason));
    }

    [Fact(Timeout = 180_000)]
    public async Task Without_an_agent_the_doctor_tries_every_device()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        Assert.StartsWith("none are set", (await DoctorRun.OfAsync(agent))["devices"].Reason, StringComparison.Ordinal);
        agent.Configuration = """{"Devices":{"Printer":{"Driver":"Lp","Path":"/dev/usb/no-such-lp"},"Scanner":{"Driver":"Keyboard","Device":"ffff:ffff"},"Modem":{"Driver":"Virtual"}}}""";
        var doctor = await DoctorRun.OfAsync(agent);
        Assert.Equal(("fault", "it is missing"), (doctor["device-printer"].Grade, doctor["device-printer"].Reason));
        Assert.Contains("/dev/usb/no-such-lp cannot be opened: No such file or directory", doctor["device-printer"].Detail, StringComparison.Ordinal);
        Assert.Contains("no keyboard is called or numbered 'ffff:ffff'", doctor["device-scanner"].Detail, StringComparison.Ordinal);
        Assert.Equal("ok", doctor["device-modem"].Grade);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("""{"Gpio":{"Driver":"Libgpiod"}}""", "Devices:Gpio:Lines has 0 lines")]
    [InlineData("""{"Gpio":{"Lines":{"a":{"Offset":4},"b":{"Offset":4}}}}""", "offset 4 twice, as a and b")]
    [InlineData("""{"Gpio":{"Lines":{"a":{"Ofset":4}}}}""", "Devices:Gpio:Lines:a:Ofset is not a known setting")]
    [InlineData("""{"Gpio":{"Lines":{"a":{"Debounce":"00:01:00"}}}}""", "Devices:Gpio:Lines:a:Debounce is 00:01:00")]
    [InlineData("""{"Strip":{"Lights":{"a":{"Pixel":4},"b":{"Pixel":4}}}}""", "pixel 4 twice, as a and b")]
    [InlineData("""{"Strip":{"Lights":{"a":{"Color":"red"}}}}""", "Devices:Strip:Lights:a:Color is red; it must be a text that matches #[0-9a-fA-F]{6}")]
    [InlineData("""{"Display":{"Digits":5}}""", "Devices:Display:Digits is 5; it must be a whole number (4 or 6)")]
    [InlineData("""{"Keypad":{"Driver":"Keyboard"}}""", "Devices:Keypad:Device is missing")]
    [InlineData("""{"Power":{"Charge":"11=0"}}""", "Devices:Power:Charge is '11=0'")]
    [InlineData("""{"Printer":{"Dots":400}}""", "Devices:Printer:Dots is 400; it must be a whole number (384 or 576)")]
    [InlineData("""{"Printer":{"Path":""}}""", "Devices:Printer:Path is missing")]
    public async Task A_wrong_setting_of_a_device_is_refused_with_78(string devices, string reason)
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = $"{{\"Devices\":{devices}}}";
        var (code, _, talk) = await agent.CommandAsync(null, "check");
        Assert.Equal(78, code);
        Assert.Contains(reason, talk, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_settings_of_the_manual_are_good()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Edge.sln"))) folder = folder.Parent!;
        var manual = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "kiosk-hardware.md"), Token);
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = manual.Split("```json\n")[1].Split("```")[0];
        Assert.Contains("\"Libgpiod\"", agent.Configuration, StringComparison.Ordinal);
        agent.Configuration = agent.Configuration.Replace("\"Devices\"", "\"Spool\":{\"AllowVolatile\":true},\"Devices\"", StringComparison.Ordinal);
        var (code, _, talk) = await agent.CommandAsync(null, "check");
        Assert.True(code == 0, talk);
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
