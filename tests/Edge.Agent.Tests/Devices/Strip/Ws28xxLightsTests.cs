using Edge.Agent.Tests.Devices.Buses;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Strip;

namespace Edge.Agent.Tests.Devices.Strip;

public sealed class Ws28xxLightsTests : IDisposable
{
    private static readonly StripOptions Settings = new() { Lights = { ["ready"] = new() { Pixel = 0, Color = "#00ff80" }, ["error"] = new() { Pixel = 2, Color = "#FF0000" } } };
    private readonly FakeSpi _bus = new();

    public void Dispose() => _bus.Dispose();

    [Fact]
    public void A_light_is_lit_in_its_colour_and_goes_dark()
    {
        using var lights = new Ws28xxLights(_bus, Settings);
        Assert.Equal([0, 0, 0], Colours());
        lights.Set("ready", true);
        Assert.Equal([0x00FF80, 0, 0], Colours());
        lights.Set("error", true);
        Assert.Equal([0x00FF80, 0, 0xFF0000], Colours());
        lights.Set("ready", false);
        Assert.Equal([0, 0, 0xFF0000], Colours());
    }

    [Fact]
    public void A_light_that_the_strip_does_not_have_is_none()
    {
        using var lights = new Ws28xxLights(_bus, Settings);
        var before = _bus.Sent;
        lights.Set("busy", true);
        Assert.Equal(before, _bus.Sent);
    }

    [Fact]
    public async Task A_strip_that_came_back_is_lit_again_by_a_look()
    {
        using var lights = new Ws28xxLights(_bus, Settings);
        lights.Set("error", true);
        _bus.Last = [];
        await lights.CheckAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0, 0, 0xFF0000], Colours());
    }

    [Fact]
    public async Task A_bus_that_takes_nothing_says_so_and_is_not_left_open()
    {
        var lights = new Ws28xxLights(_bus, Settings);
        _bus.Gone = true;
        Assert.Throws<DeviceException>(() => lights.Set("ready", true));
        await Assert.ThrowsAsync<DeviceException>(() => lights.CheckAsync(TestContext.Current.CancellationToken));
        Assert.Throws<DeviceException>(() => new Ws28xxLights(_bus, Settings));
        Assert.True(_bus.Disposed);
    }

    // A bit of the strip is three of the bus, 110 for one and 100 for zero; a colour comes green first, highest bit first.
    private int[] Colours()
    {
        var bits = _bus.Last.SelectMany(b => Enumerable.Range(0, 8).Select(i => b >> (7 - i) & 1)).ToArray();
        var colours = new int[3];
        for (var bit = 0; bit < 24 * colours.Length; bit++)
        {
            Assert.Equal((1, 0), (bits[3 * bit], bits[3 * bit + 2]));
            colours[bit / 24] = colours[bit / 24] << 1 | bits[3 * bit + 1];
        }
        Assert.All(bits[(72 * colours.Length)..], b => Assert.Equal(0, b));
        return [.. colours.Select(c => (c >> 8 & 0xFF) << 16 | (c >> 16 & 0xFF) << 8 | c & 0xFF)];
    }
}
