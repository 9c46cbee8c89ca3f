using System.Device.Spi;
using System.Drawing;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;
using Iot.Device.Ws28xx;

namespace Edge.Iot.Devices;

/// <summary>Lights on a strip of coloured LEDs (WS2812B) behind the port of lights on lines. It has no inputs.</summary>
internal sealed class Ws28xxLights : IGpioLines
{
    private const string Device = "lights (Ws28xx)";

    private readonly IReadOnlyDictionary<string, (int Pixel, Color Color)> _lights;
    private readonly SpiDevice _bus;
    private readonly Ws28xx _strip;
    private readonly HashSet<string> _lit = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <param name="bus">The SPI bus whose data line the strip hangs on.</param>
    /// <param name="lights">Where each light is, and its colour.</param>
    public Ws28xxLights(SpiDevice bus, IReadOnlyDictionary<string, (int Pixel, Color Color)> lights)
    {
        (_bus, _lights) = (bus, lights);
        _strip = new Ws2812b(bus, lights.Values.Select(l => l.Pixel).DefaultIfEmpty().Max() + 1);
        DeviceCalls.Do(Device, () =>
        {
            // The library's first image is no signal at all: the strip would stay as it was.
            for (var pixel = 0; pixel < _strip.Image.Width; pixel++) _strip.Image.SetPixel(pixel, 0, Color.Black);
            _strip.Update();
        });
    }

    public void Set(string line, bool active)
    {
        var (pixel, color) = Light(line);
        lock (_gate)
        {
            DeviceCalls.Do(Device, () =>
            {
                _strip.Image.SetPixel(pixel, 0, active ? color : Color.Black);
                _strip.Update();
            });
            if (active) _lit.Add(line);
            else _lit.Remove(line);
        }
    }

    public bool Get(string line)
    {
        Light(line);
        lock (_gate) return _lit.Contains(line);
    }

    public async Task<LineEdge> NextEdgeAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new DeviceException($"{Device} has no inputs");
    }

    public void Dispose() => _bus.Dispose();

    private (int Pixel, Color Color) Light(string name) =>
        _lights.TryGetValue(name, out var light) ? light : throw new DeviceException($"{Device} has no light {name}; it has {string.Join(", ", _lights.Keys)}");
}
