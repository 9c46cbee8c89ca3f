using Edge.Agent.Tests.Devices.Gpio;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;

namespace Edge.Lab.Drivers;

/// <summary>System.Device.Gpio with the C library that is installed, on a simulated chip: a button to ground, a light. tests/drivers.sh runs it with either library.</summary>
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

    [Fact(Timeout = 120_000)]
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
        Assert.Contains($"line {Button} of {Label} (ticket)", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_chip_that_comes_back_is_opened_again()
    {
        using (Open()) Remove();
        Assert.Contains($"'{Label}'", Assert.Throws<DeviceException>(Open).Message, StringComparison.Ordinal);
        _chip.Plug(true);
        using var lines = Open();
        Drive(down: true);
        Assert.Equal("ticket", (await NextAsync(lines)).Line);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_button_that_nobody_touches_is_held_by_the_resistor_in_the_chip()
    {
        _chip.Drive(Button, high: false);
        using var lines = Open();
        Assert.True(_chip.IsPulledUp(Button));
        Assert.False(lines.Get("ticket"));
        Drive(down: true);
        Assert.True((await NextAsync(lines)).Active);
    }

    [Fact]
    public void A_chip_is_found_by_its_number_name_and_device_file_too()
    {
        foreach (var chip in (string[])[_chip.Number, $"gpiochip{_chip.Number}", $"/dev/gpiochip{_chip.Number}"])
        {
            using var lines = Open(TimeSpan.Zero, chip);
            lines.Set("ready", true);
            Assert.True(_chip.IsHigh(Light));
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task A_kiosk_full_of_buttons_keeps_nobody_waiting()
    {
        var options = new GpioOptions { Chip = Label };
        for (var line = 0; line < 24; line++) options.Lines[$"{line}"] = new LineOptions { Offset = line, ActiveLow = true, Bias = LineBias.PullUp, Debounce = TimeSpan.Zero };
        using var lines = new GpioLines(options, TimeProvider.System);
        for (var line = 0; line < 24; line++)
        {
            // As much other work as the pool is given at once in the agent.
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => { }, Token))).WaitAsync(TimeSpan.FromSeconds(10), Token);
            _chip.Drive(line, high: false);
            var edge = await NextAsync(lines);
            Assert.Equal(($"{line}", true), (edge.Line, edge.Active));
        }
    }

    [Fact(Timeout = 180_000)]
    public void A_chip_that_goes_and_comes_leaves_nothing_open()
    {
        int Files() => Directory.GetFiles("/proc/self/fd").Length;
        var before = 0;
        for (var time = 0; time < 5; time++)
        {
            using (Open()) Remove();
            _chip.Plug(true);
            if (time == 0) before = Files();
        }
        Assert.InRange(Files(), 0, before + 3);
    }

    private static GpioLines Open(TimeSpan debounce, string chip = Label) => new(new GpioOptions
    {
        Driver = GpioDriver.Libgpiod,
        Chip = chip,
        Lines = new Dictionary<string, LineOptions>
        {
            ["ticket"] = new() { Offset = Button, ActiveLow = true, Bias = LineBias.PullUp, Debounce = debounce },
            ["ready"] = new() { Offset = Light, Direction = LineDirection.Output },
        },
    }, TimeProvider.System);
}
