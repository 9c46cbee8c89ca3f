namespace Edge.Testing.Samples.Jpeg;

/// <summary>Eight by eight samples to quantized coefficients in zigzag order: the table of ITU-T T.81, K.1, scaled by quality as libjpeg does.</summary>
internal sealed class Quantizer
{
    private static readonly byte[] Luminance =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly byte[] Zigzag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
        12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private static readonly float[] Cosines = MakeCosines();

    private readonly float[] _samples = new float[64];
    private readonly float[] _rows = new float[64];

    public Quantizer(int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        var scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        for (var i = 0; i < 64; i++) Table[i] = (byte)Math.Clamp((Luminance[Zigzag[i]] * scale + 50) / 100, 1, 255);
    }

    /// <summary>The divisors in zigzag order, as a DQT segment has them.</summary>
    public byte[] Table { get; } = new byte[64];

    public void Transform(Plane plane, int left, int top, Span<int> coefficients)
    {
        plane.CopyBlock(left, top, _samples);
        // Rows, then columns: the transform is separable.
        Multiply(_samples, _rows);
        Multiply(_rows, _samples);
        for (var i = 0; i < 64; i++) coefficients[i] = (int)MathF.Round(_samples[Zigzag[i]] / Table[i]);
    }

    // Each row becomes a column of its frequencies, so that two calls transform rows and columns.
    private static void Multiply(float[] from, float[] to)
    {
        for (var row = 0; row < 8; row++)
        {
            for (var frequency = 0; frequency < 8; frequency++)
            {
                var sum = 0f;
                for (var x = 0; x < 8; x++) sum += from[row * 8 + x] * Cosines[frequency * 8 + x];
                to[frequency * 8 + row] = sum;
            }
        }
    }

    private static float[] MakeCosines()
    {
        var cosines = new float[64];
        for (var frequency = 0; frequency < 8; frequency++)
        {
            var norm = frequency == 0 ? Math.Sqrt(0.125) : 0.5;
            for (var x = 0; x < 8; x++) cosines[frequency * 8 + x] = (float)(norm * Math.Cos((2 * x + 1) * frequency * Math.PI / 16));
        }
        return cosines;
    }
}
