using Edge.Testing.Samples.Jpeg;

namespace Edge.Testing.Samples;

/// <summary>A face-like picture of nobody: an oval before a plain wall, with a camera's noise.</summary>
internal static class PortraitPainter
{
    private const int Width = 480;
    private const int Height = 640;
    private const int Quality = 82;

    public static byte[] Paint(Random random)
    {
        var (light, cb, cr) = (new Plane(Width, Height), new Plane(Width, Height), new Plane(Width, Height));
        var face = new Face(random);
        // What makes one camera's picture two or three times the size of another's.
        var (noise, grain) = (6 + 11 * random.NextDouble(), new Grain(random));
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (l, b, r) = face.At((x - Width / 2.0) / Width, (y - Height / 2.0) / Width);
                light.Set(x, y, l + noise * grain.Next());
                cb.Set(x, y, b);
                cr.Set(x, y, r);
            }
        }
        return JpegEncoder.Encode(Quality, light, cb, cr);
    }

    private sealed class Face(Random random)
    {
        private readonly double _width = 0.21 + 0.04 * random.NextDouble();
        private readonly double _height = 0.29 + 0.05 * random.NextDouble();
        private readonly double _hair = 0.04 + 0.06 * random.NextDouble();
        private readonly double _skin = 150 + 50 * random.NextDouble();
        private readonly double _wall = 170 + 50 * random.NextDouble();
        private readonly double _shirt = 40 + 150 * random.NextDouble();

        public (double Light, double Cb, double Cr) At(double x, double y)
        {
            if (Oval(x, y, 0, 0, _width, _height) is var skin and < 1) return Skin(x, y, skin);
            if (Oval(x, y, 0, -0.04, _width + _hair, _height + _hair) < 1 && y < 0.15) return (35 + 15 * Math.Sin(90 * x), 126, 130);
            if (Oval(x, y, 0, 0.72, 0.46, 0.38) < 1) return (_shirt + 20 * Math.Cos(60 * x), 140, 120);
            return (_wall - 40 * y + 15 * x, 132, 125);
        }

        private (double, double, double) Skin(double x, double y, double edge)
        {
            if (Oval(Math.Abs(x), y, 0.09, -0.06, 0.035, 0.016) < 1) return (50, 127, 130);
            if (Oval(Math.Abs(x), y, 0.09, -0.11, 0.05, 0.008) < 1) return (60, 126, 131);
            if (Oval(x, y, 0, 0.15, 0.07, 0.018) < 1) return (110, 118, 160);
            var nose = Oval(x, y, 0.01, 0.03, 0.02, 0.07) < 1 ? 18 : 0;
            return (_skin - 45 * edge + 12 * x / _width + nose, 112, 150);
        }

        private static double Oval(double x, double y, double centreX, double centreY, double a, double b)
        {
            var (dx, dy) = ((x - centreX) / a, (y - centreY) / b);
            return dx * dx + dy * dy;
        }
    }
}
