using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;
using Edge.Agent.Tests.Devices.Gpio;

namespace Edge.Lab.Drivers;

/// <summary>The driver of the kernel's GPIO character device, on a simulated chip: a button to ground, a light.</summary>
public sealed class GpioSimTests : GpioContract, IDisposable
{
    private const string Label = "lab-contract";
    private const int Button = 17;
    private const int Light = 5;
    private readonly GpioSim _chip = new(Label);

    private protected override IGpioLines Open() => Open(TimeSpan.Zero);

    private protected override void Drive(bool down) => _chip.Drive(Button, !down);

    private protected override bool Lit => _chip.IsHigh(Light);

    private protected override void Remove() => _chip.Plug(false);

    public void Dispose() => _chip.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task A_contact_that_bounces_is_one_press()
    {
        using var lines = Open(TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < 20; i++)
        {
            Drive(down: true);
            Drive(down: false);
        }
        Drive(down: true);
        Assert.True((await NextAsync(lines)).Active);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Token);
        Drive(down: false);
        // Nothing of the bouncing is left between the press and the release.
        Assert.False((await NextAsync(lines)).Active);
    }

    [Fact]
    public void A_line_that_another_program_holds_is_named()
    {
        using var lines = Open();
        var refused = Assert.Throws<DeviceException>(Open);
        Assert.Contains("does not give the lines 17, 5", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chip_that_comes_back_is_opened_again()
    {
        using (Open()) Remove();
        Assert.Contains($"'{Label}'", Assert.Throws<DeviceException>(Open).Message, StringComparison.Ordinal);
        _chip.Plug(true);
        using var lines = Open();
        Drive(down: true);
        Assert.Equal("ticket", (await NextAsync(lines)).Line);
    }

    private static CharDeviceLines Open(TimeSpan debounce) => CharDeviceLines.Open(new GpioOptions
    {
        Driver = GpioDriver.Chardev,
        Chip = Label,
        Lines = new Dictionary<string, LineOptions>
        {
            ["ticket"] = new() { Offset = Button, ActiveLow = true, Bias = LineBias.PullUp, Debounce = debounce },
            ["ready"] = new() { Offset = Light, Direction = LineDirection.Output },
        },
    });
}
