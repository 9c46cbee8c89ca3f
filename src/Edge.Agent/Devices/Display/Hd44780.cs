namespace Edge.Agent.Devices.Display;

/// <summary>
/// What a Hitachi HD44780U is told in 4-bit mode (data sheet ADE-207-272, table 6 and figure 24) through the eight pins of a
/// PCF8574 as the usual boards wire them: P0 RS, P1 R/W, P2 E, P3 light, P4 to P7 the data. No I/O.
/// </summary>
internal static class Hd44780
{
    public const byte Clear = 0x01;

    /// <summary>The cursor moves on, the picture stays.</summary>
    public const byte EntryMode = 0x06;

    public const byte Off = 0x08;
    public const byte On = 0x0C;

    /// <summary>4 bits, two lines (a display of four has two long ones), 5 x 8 dots.</summary>
    public const byte FunctionSet = 0x28;

    /// <summary>Sent three times, whatever mode it was in before, and then <see cref="FourBits"/>.</summary>
    public const byte EightBits = 0x30;

    public const byte FourBits = 0x20;

    private const byte SetAddress = 0x80;
    private const byte Letters = 0x01;
    private const byte Enable = 0x04;
    private const byte Light = 0x08;

    /// <summary>After power-on, before the first word.</summary>
    public static readonly TimeSpan PowerUp = TimeSpan.FromMilliseconds(50);

    /// <summary>After each of the first words, and after <see cref="Clear"/>.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(5);

    /// <summary>One nibble (in the upper four bits): it is taken when E falls. All else takes 37 µs, less than one of these bytes on the bus.</summary>
    public static byte[] Nibble(byte upper, bool letters)
    {
        var pins = (byte)((upper & 0xF0) | Light | (letters ? Letters : 0));
        return [pins, (byte)(pins | Enable), pins];
    }

    public static byte[] Command(byte command) => [.. Nibble(command, letters: false), .. Nibble((byte)(command << 4), letters: false)];

    /// <summary>A whole row from its first column; all of the row, so that nothing old is left in it.</summary>
    public static byte[] Row(int row, int columns, string text)
    {
        var bytes = new List<byte>(Command((byte)(SetAddress | Address(row, columns))));
        foreach (var letter in PlainLetters.Of(text).PadRight(columns)[..columns])
        {
            bytes.AddRange(Nibble((byte)letter, letters: true));
            bytes.AddRange(Nibble((byte)(letter << 4), letters: true));
        }
        return [.. bytes];
    }

    /// <summary>Rows three and four go on where one and two end.</summary>
    internal static int Address(int row, int columns) => (row & 1) * 0x40 + (row >> 1) * columns;
}
