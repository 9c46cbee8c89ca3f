namespace Edge.Testing.Samples.Jpeg;

/// <summary>One component of an image, eight bits a sample.</summary>
internal sealed class Plane(int width, int height)
{
    public int Width => width;

    public int Height => height;

    public byte[] Samples { get; } = new byte[width * height];

    public void Set(int x, int y, double value) => Samples[y * width + x] = (byte)Math.Clamp(value, 0, 255);

    /// <summary>A block of eight by eight, levelled to zero; the edge's samples are repeated beyond it.</summary>
    public void CopyBlock(int left, int top, float[] block)
    {
        for (var y = 0; y < 8; y++)
        {
            var row = Math.Min(top + y, height - 1) * width;
            for (var x = 0; x < 8; x++) block[y * 8 + x] = Samples[row + Math.Min(left + x, width - 1)] - 128;
        }
    }
}
