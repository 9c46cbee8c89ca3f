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

    [Fact(Timeout = 120_000)]
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

public sealed class GpioChipsTests
{
    [Fact]
    public void A_chip_that_is_not_there_is_named() =>
        Assert.Contains("'no-such-chip'", Assert.Throws<DeviceException>(() => GpioChips.Find("no-such-chip")).Message, StringComparison.Ordinal);
}
