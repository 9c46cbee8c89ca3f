using Edge.Testing.Samples.Jpeg;

namespace Edge.Testing.Samples;

/// <summary>A fingerprint-like pattern of nobody: warped rings of ridges about nine pixels apart, as at 500 ppi.</summary>
internal static class RidgePainter
{
    public const int Width = 360;
    public const int Height = 480;
    private const int Quality = 55;
    private const double Paper = 235;

    public static byte[] Paint(Random random)
    {
        var plane = new Plane(Width, Height);
        var period = 8.5 + 1.5 * random.NextDouble();
        var (coreX, coreY) = (Width * (0.42 + 0.16 * random.NextDouble()), Height * (0.42 + 0.16 * random.NextDouble()));
        var (stretch, loop, twist) = (0.6 + 0.5 * random.NextDouble(), 14 * random.NextDouble(), 0.6 * random.NextDouble());
        var (noise, grain) = (3 + 6 * random.NextDouble(), new Grain(random));
        var bends = Enumerable.Range(0, Width).Select(x => loop * Math.Sin((x - coreX) / 60)).ToArray();
        for (var y = 0; y < Height; y++)
        {
            var bend = Math.Cos((y - coreY) * stretch / 45);
            for (var x = 0; x < Width; x++)
            {
                var (dx, dy) = (x - coreX, (y - coreY) * stretch);
                var far = Math.Sqrt(dx * dx + dy * dy) + bends[x] * bend + twist * dx;
                var ridge = 120 - 85 * Math.Cos(2 * Math.PI * far / period);
                var pressed = Pressed(x, y);
                plane.Set(x, y, Paper + (ridge - Paper) * pressed + noise * grain.Next());
            }
        }
        return JpegEncoder.Encode(Quality, plane);
    }

    // One in the middle of the fingertip, falling to zero at its edge.
    private static double Pressed(int x, int y)
    {
        var (dx, dy) = ((x - Width / 2.0) / (Width * 0.48), (y - Height / 2.0) / (Height * 0.48));
        return Math.Clamp((1 - dx * dx - dy * dy) * 4, 0, 1);
    }
}
