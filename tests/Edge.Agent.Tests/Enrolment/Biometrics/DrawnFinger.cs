using Edge.Agent.Devices.Finger;

namespace Edge.Agent.Tests.Enrolment.Biometrics;

/// <summary>Nobody's finger: ridges in whorls inside an oval on a light ground. Each number makes it worse in one way.</summary>
internal sealed record DrawnFinger
{
    private const int Ground = 235, SensorNoise = 3;

    public int Width { get; init; } = 256;

    public int Height { get; init; } = 288;

    /// <summary>How dark ridges are against furrows; 110 is black on white.</summary>
    public double Strength { get; init; } = 75;

    /// <summary>The oval's size in parts of the sensor's.</summary>
    public double Size { get; init; } = 0.92;

    /// <summary>Where its middle is, from the sensor's, in parts of the sensor.</summary>
    public (double X, double Y) Aside { get; init; }

    /// <summary>Mean grey of the skin.</summary>
    public double Skin { get; init; } = 135;

    /// <summary>Grain over the ridges, as of dry skin; 100 is as strong as they are.</summary>
    public double Grain { get; init; }

    /// <summary>How far ridges run into each other, as of wet skin; 1 leaves nothing of them.</summary>
    public double Smear { get; init; }

    /// <summary>Only what is left of this part of the width was touched.</summary>
    public double Part { get; init; } = 1;

    public FingerImage Image(int seed = 1)
    {
        var (random, pixels) = (new Random(seed), new byte[Width * Height]);
        var (coreX, coreY, ridge) = (Width * (0.5 + Aside.X), Height * (0.45 + Aside.Y), 8.5 + seed % 3 * 0.5);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var noise = (random.NextDouble() * 2 - 1) * SensorNoise;
                var grain = (random.NextDouble() * 2 - 1) * Grain;
                var (dx, dy) = ((x - Width * (0.5 + Aside.X)) / (Width * Size / 2), (y - Height * (0.5 + Aside.Y)) / (Height * Size / 2));
                var (rx, ry) = (x - coreX, (y - coreY) * 0.8);
                var wave = Math.Cos(Math.Sqrt(rx * rx + ry * ry) * 2 * Math.PI / ridge + 0.6 * Math.Sin(Math.Atan2(ry, rx) * 3));
                var skin = Skin + Strength * (1 - Smear) * wave + grain;
                pixels[y * Width + x] = (byte)Math.Clamp((dx * dx + dy * dy <= 1 && x < Part * Width ? skin : Ground) + noise, 0, 255);
            }
        }
        return new FingerImage(Width, Height, pixels);
    }

    public static FingerImage Blank(byte grey = 235, int noise = 2)
    {
        var (random, pixels) = (new Random(2), new byte[256 * 288]);
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)Math.Clamp(grey + random.Next(-noise, noise + 1), 0, 255);
        return new FingerImage(256, 288, pixels);
    }

    public static FingerImage Noise()
    {
        var pixels = new byte[256 * 288];
        new Random(3).NextBytes(pixels);
        return new FingerImage(256, 288, pixels);
    }
}
