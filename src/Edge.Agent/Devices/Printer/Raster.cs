namespace Edge.Agent.Devices.Printer;

/// <summary>A black-and-white picture, eight dots a byte, the leftmost in the highest bit, a row on whole bytes.</summary>
internal sealed class Raster
{
    private readonly byte[] _bits;

    public Raster(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        (Width, Height) = (width, height);
        _bits = new byte[RowBytes * height];
    }

    public int Width { get; }

    public int Height { get; }

    public int RowBytes => (Width + 7) / 8;

    /// <summary>True is black. Outside the picture nothing is black, and writing there does nothing.</summary>
    public bool this[int x, int y]
    {
        get => Inside(x, y) && (_bits[y * RowBytes + x / 8] & 0x80 >> x % 8) != 0;
        set
        {
            if (!Inside(x, y)) return;
            ref var cell = ref _bits[y * RowBytes + x / 8];
            cell = (byte)(value ? cell | 0x80 >> x % 8 : cell & ~(0x80 >> x % 8));
        }
    }

    public ReadOnlySpan<byte> Row(int y) => _bits.AsSpan(y * RowBytes, RowBytes);

    private bool Inside(int x, int y) => x >= 0 && x < Width && y >= 0 && y < Height;
}
