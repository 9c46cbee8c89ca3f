using System.Device.Spi;
using System.Drawing;
using System.Globalization;
using Iot.Device.Ws28xx;

namespace Edge.Agent.Devices.Strip;

/// <summary>Lights on a strip of coloured LEDs (WS2812B). Nothing ever comes back from it: a strip that is gone is not noticed, one that came back is lit at the next look.</summary>
internal sealed class Ws28xxLights : ILights, ICheckable
{
    private readonly Dictionary<string, (int Pixel, Color Color)> _lights;
    private readonly LibraryCalls _calls;
    private readonly SpiDevice _chip;
    private readonly Ws28xx _strip;

    /// <summary>Takes over the bus.</summary>
    /// <exception cref="DeviceException">The bus takes nothing.</exception>
    public Ws28xxLights(SpiDevice bus, StripOptions options)
    {
        (_chip, _calls) = (bus, LibraryCalls.On("the strip of lights", bus));
        _lights = options.Lights.ToDictionary(l => l.Key, l => (l.Value.Pixel, Parse(l.Value.Color)), StringComparer.Ordinal);
        _strip = new Ws2812b(_chip, _lights.Values.Max(l => l.Pixel) + 1);
        // The library's first image is no signal at all: the strip would stay as it was.
        for (var pixel = 0; pixel < _strip.Image.Width; pixel++) _strip.Image.SetPixel(pixel, 0, Color.Black);
        try
        {
            _calls.Do(_strip.Update);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Set(string light, bool lit)
    {
        if (!_lights.TryGetValue(light, out var place)) return;
        _strip.Image.SetPixel(place.Pixel, 0, lit ? place.Color : Color.Black);
        _calls.Do(_strip.Update);
    }

    // The same picture again.
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        _calls.Do(_strip.Update);
        return Task.CompletedTask;
    }

    public void Dispose() => _chip.Dispose();

    private static Color Parse(string color) => Color.FromArgb(unchecked((int)0xFF000000) | int.Parse(color.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
