using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;
using Edge.Agent.Devices.Virtual;

namespace Edge.Agent.Tests.Devices.Gpio;

public sealed class VirtualGpioTests : GpioContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override IGpioLines Open() => _board.Gpio.Open();

    private protected override void Drive(bool down) => _board.Gpio.Drive("ticket", down);

    private protected override bool Lit => _board.Gpio.Levels.GetValueOrDefault("ready");

    private protected override void Remove() => _board["gpio"].Plugged = false;

    [Fact(Timeout = 30_000)]
    public async Task Two_presses_within_the_debounce_time_are_one()
    {
        using var lines = Open();
        _board.Gpio.Debounce = TimeSpan.FromHours(1);
        _board.Press("ticket");
        _board.Press("ticket");
        _board.Press("language");
        var seen = new List<string>();
        while (!seen.Contains("language"))
        {
            if (await NextAsync(lines) is { Active: true } edge) seen.Add(edge.Line);
        }
        Assert.Equal(["ticket", "language"], seen);
    }
}

/// <summary>What the kernel is told, byte by byte as linux/gpio.h has it.</summary>
public sealed class GpioAbiTests
{
    private static readonly LineOptions Button = new() { Offset = 17, ActiveLow = true, Bias = LineBias.PullUp, Debounce = TimeSpan.FromMilliseconds(30) };
    private static readonly LineOptions Light = new() { Offset = 5, Direction = LineDirection.Output };

    [Fact]
    public void A_request_of_a_button_and_two_lights_is_these_bytes()
    {
        var request = GpioAbi.Request([Button, Light, new LineOptions { Offset = 6, Direction = LineDirection.Output }], "edge-agent");
        var bytes = new byte[592];
        (bytes[0], bytes[4], bytes[8]) = (17, 5, 6); // offsets[64]
        "edge-agent"u8.CopyTo(bytes.AsSpan(256)); // consumer[32]
        // config: flags, num_attrs, padding, attrs[10] of id, padding, value, mask
        bytes[288 + 8] = 3;
        (bytes[320], bytes[328], bytes[329], bytes[336]) = (1, 0x36, 0x01, 0b001); // flags: active low, input, both edges, pull-up (0x136)
        (bytes[344], bytes[352], bytes[360]) = (1, 0x08, 0b110); // flags: output
        (bytes[368], bytes[376], bytes[377], bytes[384]) = (3, 0x30, 0x75, 0b001); // debounce: 30,000 us
        bytes[560] = 3; // num_lines
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(request));
    }

    [Fact]
    public void The_requests_have_the_numbers_of_the_kernel()
    {
        // _IOC(direction, type 0xB4, number, size): read 2, write 1.
        static uint Ioc(uint direction, uint number, uint size) => direction << 30 | size << 16 | 0xB4 << 8 | number;
        Assert.Equal((Ioc(2, 1, 68), Ioc(3, 7, 592), Ioc(3, 0x0E, 16), Ioc(3, 0x0F, 16)), (GpioAbi.GetChipInfo, GpioAbi.GetLines, GpioAbi.GetValues, GpioAbi.SetValues));
    }

    [Fact]
    public void An_event_is_read()
    {
        // timestamp_ns, id, offset, seqno, line_seqno, padding[6]
        var bytes = Convert.FromHexString("00CA9A3B00000000" + "01000000" + "11000000" + "02000000" + "01000000" + new string('0', 48));
        Assert.Equal(GpioAbi.EventBytes, bytes.Length);
        Assert.Equal((17u, true, TimeSpan.FromSeconds(1)), GpioAbi.Event(bytes));
        bytes[8] = 2;
        Assert.False(GpioAbi.Event(bytes).Active);
    }

    [Fact]
    public void A_chip_tells_its_name_and_label()
    {
        var info = new byte[68];
        "gpiochip0"u8.CopyTo(info);
        "pinctrl-rp1"u8.CopyTo(info.AsSpan(32));
        Assert.Equal(("gpiochip0", "pinctrl-rp1"), GpioAbi.Chip(info));
    }

    [Fact]
    public void Too_many_kinds_of_lines_are_refused_by_name() => Assert.Contains("Devices:Gpio:Lines",
        Assert.Throws<DeviceException>(() => GpioAbi.Request([.. Enumerable.Range(0, 12).Select(i => new LineOptions { Offset = i, Debounce = TimeSpan.FromMilliseconds(i + 1) })], "x")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_chip_that_is_not_there_is_named() =>
        Assert.Contains("'no-such-chip'", Assert.Throws<DeviceException>(() => GpioChip.Open("no-such-chip")).Message, StringComparison.Ordinal);
}
