using Edge.Agent.Devices.Finger;

namespace Edge.Agent.Devices.Virtual;

/// <summary>Draws fingers of nobody: whorls of ridges as wide as a finger's, in an oval on a light ground.</summary>
internal static class MadeUpFinger
{
    private const int Width = 256, Height = 288;
    private const double Ground = 235, Oval = 0.93;

    /// <summary>Another seed is another finger.</summary>
    public static FingerImage Draw(int seed, FingerKind kind)
    {
        var (skin, depth, grain, aside) = kind switch
        {
            FingerKind.Dry => (180.0, 14.0, 130, 0.0),
            FingerKind.Wet => (58.0, 7.0, 4, 0.0),
            FingerKind.Aside => (135.0, 75.0, 12, 0.6),
            _ => (135.0, 75.0, 12, 0.0),
        };
        var (random, pixels) = (new Random(seed), new byte[Width * Height]);
        var (x0, y0, ridge, turn) = (Width * (0.5 + aside) + random.Next(-14, 15), Height * (0.5 + aside / 3) + random.Next(-14, 15), 8.5 + random.NextDouble(), random.NextDouble() * 6);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (dx, dy) = (x - x0, y - y0);
                var light = Ground;
                if (Math.Pow(dx / (Width * Oval / 2), 2) + Math.Pow(dy / (Height * Oval / 2), 2) <= 1)
                {
                    var wave = Math.Cos(Math.Sqrt(dx * dx + dy * dy * 0.7) * 2 * Math.PI / ridge + 0.7 * Math.Sin(3 * Math.Atan2(dy, dx) + turn));
                    light = skin + depth * wave + random.Next(-grain, grain + 1);
                }
                pixels[y * Width + x] = (byte)Math.Clamp(light + random.Next(-3, 4), 0, 255);
            }
        }
        return new FingerImage(Width, Height, pixels);
    }
}
