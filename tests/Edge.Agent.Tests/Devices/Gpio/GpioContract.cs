using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;

namespace Edge.Agent.Tests.Devices.Gpio;

/// <summary>What all GPIO lines do. One button is called <c>ticket</c>, one light <c>ready</c>.</summary>
public abstract class GpioContract
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract IGpioLines Open();

    private protected abstract void Drive(bool down);

    private protected abstract bool Lit { get; }

    private protected abstract void Remove();

    [Fact(Timeout = 120_000)]
    public async Task A_button_tells_of_both_edges_with_rising_times()
    {
        using var lines = Open();
        var last = TimeSpan.MinValue;
        foreach (var down in (bool[])[true, false])
        {
            Drive(down);
            var edge = await NextAsync(lines);
            Assert.Equal(("ticket", down), (edge.Line, edge.Active));
            Assert.True(edge.At >= last);
            Assert.Equal(down, lines.Get("ticket"));
            last = edge.At;
        }
    }

    [Fact(Timeout = 120_000)]
    public void A_light_is_set_and_read()
    {
        using var lines = Open();
        Assert.False(Lit);
        lines.Set("ready", true);
        Assert.True(Lit && lines.Get("ready"));
        lines.Set("ready", false);
        Assert.False(Lit || lines.Get("ready"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_light_is_set_while_somebody_waits_for_a_button()
    {
        using var lines = Open();
        var waiting = NextAsync(lines);
        lines.Set("ready", true);
        Assert.True(Lit);
        Drive(true);
        Assert.Equal("ticket", (await waiting).Line);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_chip_that_is_gone_says_so()
    {
        using var lines = Open();
        var waiting = NextAsync(lines);
        Remove();
        await Assert.ThrowsAsync<DeviceException>(() => waiting);
        Assert.Throws<DeviceException>(() => lines.Set("ready", true));
        Assert.Throws<DeviceException>(() => lines.Get("ticket"));
    }

    private protected static Task<LineEdge> NextAsync(IGpioLines lines) => OnLane.RunAsync(() => lines.NextEdgeAsync(Token));
}
