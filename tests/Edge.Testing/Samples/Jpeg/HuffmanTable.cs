namespace Edge.Testing.Samples.Jpeg;

/// <summary>One of the tables of ITU-T T.81, annex K, with the code of each symbol.</summary>
internal sealed class HuffmanTable
{
    private readonly (ushort Code, byte Length)[] _codes = new (ushort, byte)[256];

    private HuffmanTable(byte[] lengths, byte[] symbols)
    {
        (Lengths, Symbols) = (lengths, symbols);
        var code = 0;
        var next = 0;
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < lengths[length - 1]; i++) _codes[symbols[next++]] = ((ushort)code++, (byte)length);
        }
    }

    /// <summary>K.3.1, differences of DC coefficients.</summary>
    public static HuffmanTable Dc { get; } = new([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

    /// <summary>K.3.2, runs of zeros and AC coefficients.</summary>
    public static HuffmanTable Ac { get; } = new([0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125], Convert.FromHexString(
        "010203000411051221314106135161072271143281" +
        "91A1082342B1C11552D1F02433627282090A161718" +
        "191A25262728292A3435363738393A434445464748" +
        "494A535455565758595A636465666768696A737475" +
        "767778797A838485868788898A9293949596979899" +
        "9AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3" +
        "C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2E3E4E5" +
        "E6E7E8E9EAF1F2F3F4F5F6F7F8F9FA"));

    public byte[] Lengths { get; }

    public byte[] Symbols { get; }

    public (ushort Code, byte Length) this[int symbol] => _codes[symbol];
}
