namespace Edge.Testing.Samples.Jpeg;

/// <summary>The entropy-coded part of a JPEG: bits, first bit highest, a zero byte after each FF.</summary>
internal sealed class JpegBits(MemoryStream output)
{
    private uint _bits;
    private int _count;

    public void Write(int value, int length)
    {
        for (var bit = length - 1; bit >= 0; bit--) WriteBit((value >> bit) & 1);
    }

    /// <summary>A symbol, then as many bits of the value as its low four bits say.</summary>
    public void Write(HuffmanTable table, int run, int value)
    {
        var size = Size(value);
        var (code, length) = table[(run << 4) | size];
        Write(code, length);
        Write(value < 0 ? value - 1 : value, size);
    }

    public void WriteSymbol(HuffmanTable table, int symbol)
    {
        var (code, length) = table[symbol];
        Write(code, length);
    }

    /// <summary>Fills the last byte with ones.</summary>
    public void Flush()
    {
        while (_count > 0) WriteBit(1);
    }

    private static int Size(int value)
    {
        var size = 0;
        for (var rest = Math.Abs(value); rest > 0; rest >>= 1) size++;
        return size;
    }

    private void WriteBit(int bit)
    {
        _bits = (_bits << 1) | (uint)bit;
        if (++_count < 8) return;
        output.WriteByte((byte)_bits);
        if ((byte)_bits == 0xFF) output.WriteByte(0);
        (_bits, _count) = (0, 0);
    }
}
