using System.Buffers.Binary;

namespace Edge.SystemTests.Harness;

/// <summary>A second opinion on our JPEGs: reads baseline files from the text of ITU-T T.81 alone and shares no code with the encoder.</summary>
internal sealed class JpegReader
{
    private readonly byte[] _file;
    private readonly double[] _divisors = new double[64];
    private readonly Dictionary<int, Dictionary<(int Length, int Code), byte>> _tables = [];
    private int _at;
    private int _bit = 8;
    private bool _bitsBegun;

    private JpegReader(byte[] file) => _file = file;

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Samples of each component, row by row, whole blocks.</summary>
    public double[][] Planes { get; private set; } = [];

    public int Stride => (Width + 7) / 8 * 8;

    /// <summary>Decodes the whole file; anything that is not as it must be throws.</summary>
    public static JpegReader Read(byte[] file)
    {
        var reader = new JpegReader(file);
        reader.Expect(0xFFD8);
        while (reader.ReadSegment())
        {
            // Up to the scan.
        }
        reader.ReadScan();
        reader.Expect(0xFFD9);
        Assert.Equal(file.Length, reader._at);
        return reader;
    }

    private void Expect(int marker)
    {
        Assert.Equal(marker, BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(_at)));
        _at += 2;
    }

    private bool ReadSegment()
    {
        Assert.Equal(0xFF, _file[_at]);
        var (marker, length) = (_file[_at + 1], BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(_at + 2)));
        var content = _file.AsSpan(_at + 4, length - 2);
        _at += 2 + length;
        switch (marker)
        {
            case 0xDB:
                Assert.Equal((0, 65), (content[0], content.Length));
                for (var i = 0; i < 64; i++) _divisors[i] = content[i + 1];
                return true;
            case 0xC0:
                Assert.Equal(8, content[0]);
                (Height, Width) = (BinaryPrimitives.ReadUInt16BigEndian(content[1..]), BinaryPrimitives.ReadUInt16BigEndian(content[3..]));
                Planes = [.. Enumerable.Range(0, content[5]).Select(_ => new double[Stride * ((Height + 7) / 8 * 8)])];
                return true;
            case 0xC4:
                ReadTable(content);
                return true;
            default:
                Assert.Contains(marker, new byte[] { 0xE0, 0xDA });
                return marker != 0xDA;
        }
    }

    private void ReadTable(ReadOnlySpan<byte> content)
    {
        var codes = new Dictionary<(int, int), byte>();
        var (code, next) = (0, 17);
        for (var length = 1; length <= 16; length++, code *= 2)
        {
            for (var i = 0; i < content[length]; i++) codes.Add((length, code++), content[next++]);
            Assert.True(code <= 1 << length, "too many codes of one length");
        }
        Assert.Equal(content.Length, next);
        _tables.Add(content[0], codes);
    }

    private void ReadScan()
    {
        var previous = new double[Planes.Length];
        for (var top = 0; top < Height; top += 8)
        {
            for (var left = 0; left < Stride; left += 8)
            {
                for (var i = 0; i < Planes.Length; i++) ReadBlock(Planes[i], left, top, ref previous[i]);
            }
        }
        // What is left of the last byte is ones.
        while (_bit is > 0 and < 8) Assert.Equal(1, Bit());
        if (_bit == 8 && _file[_at - 1] == 0xFF) _at++;
    }

    private void ReadBlock(double[] plane, int left, int top, ref double previous)
    {
        var coefficients = new double[64];
        previous += Value(Symbol(0x00));
        coefficients[0] = previous * _divisors[0];
        for (var k = 1; k < 64; k++)
        {
            var symbol = Symbol(0x10);
            if (symbol == 0) break;
            k += symbol >> 4;
            Assert.InRange(k, 1, 63);
            coefficients[k] = symbol == 0xF0 ? 0 : Value(symbol & 15) * _divisors[k];
        }
        Inverse(coefficients, plane, left, top);
    }

    private int Symbol(int table)
    {
        for (var (length, code) = (1, Bit()); length <= 16; length++, code = code * 2 + Bit())
        {
            if (_tables[table].TryGetValue((length, code), out var symbol)) return symbol;
        }
        throw new InvalidDataException($"no such code before byte {_at}");
    }

    private int Value(int size)
    {
        var value = 0;
        for (var i = 0; i < size; i++) value = value * 2 + Bit();
        return size == 0 || value >= 1 << (size - 1) ? value : value - (1 << size) + 1;
    }

    private int Bit()
    {
        if (_bit == 8)
        {
            if (_at > 0 && _bitsBegun && _file[_at - 1] == 0xFF) Assert.Equal(0, _file[_at++]);
            (_bit, _bitsBegun) = (0, true);
            _at++;
        }
        return (_file[_at - 1] >> (7 - _bit++)) & 1;
    }

    private void Inverse(double[] zigzag, double[] plane, int left, int top)
    {
        var rows = new double[64];
        for (var k = 0; k < 64; k++)
        {
            if (zigzag[k] == 0) continue;
            var (u, v) = Natural(k);
            for (var x = 0; x < 8; x++) rows[v * 8 + x] += Basis(u, x) * zigzag[k];
        }
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 8; x++)
            {
                var sum = 128.0;
                for (var v = 0; v < 8; v++) sum += Basis(v, y) * rows[v * 8 + x];
                plane[(top + y) * Stride + left + x] = sum;
            }
        }
    }

    private static double Basis(int frequency, int at) => (frequency == 0 ? Math.Sqrt(0.125) : 0.5) * Math.Cos((2 * at + 1) * frequency * Math.PI / 16);

    // Walks the diagonals, up and down in turn.
    private static (int U, int V) Natural(int k)
    {
        var diagonal = 0;
        for (var length = 1; k >= length; length = Math.Min(diagonal, 14 - diagonal) + 1)
        {
            k -= length;
            diagonal++;
        }
        var first = Math.Max(0, diagonal - 7);
        var (a, b) = (first + k, diagonal - first - k);
        return diagonal % 2 == 0 ? (a, b) : (b, a);
    }
}
