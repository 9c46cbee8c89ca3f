namespace Edge.Agent.Devices.Printer;

/// <summary>The few ESC/POS commands that every receipt printer knows.</summary>
internal static class EscPos
{
    /// <summary>Rows of a band: more would overrun the buffers of small printers, and make <see cref="Complete"/> long.</summary>
    public const int BandRows = 32;

    /// <summary>The four real-time questions (DLE EOT n).</summary>
    public const int Questions = 4;

    /// <summary>Rows of dots in a millimetre of paper, at 203 dpi.</summary>
    public const int RowsOfAMillimetre = 8;

    private const byte FeedUnits = 3;

    /// <summary>A whole paper: reset, no Kanji mode, the picture in bands, feed and partial cut.</summary>
    public static byte[] Encode(Raster picture)
    {
        using var bytes = new MemoryStream(picture.RowBytes * picture.Height + 1024);
        bytes.Write([0x1B, 0x40, 0x1C, 0x2E]);
        for (var top = 0; top < picture.Height; top += BandRows)
        {
            var rows = Math.Min(BandRows, picture.Height - top);
            bytes.Write([0x1D, 0x76, 0x30, 0x00, (byte)picture.RowBytes, (byte)(picture.RowBytes >> 8), (byte)rows, (byte)(rows >> 8)]);
            for (var row = top; row < top + rows; row++) bytes.Write(picture.Row(row));
        }
        bytes.Write([0x1D, 0x56, 0x42, FeedUnits]);
        return bytes.ToArray();
    }

    /// <summary>Completes a band that broke off, so that the next command is not taken for dots: zeros, which a printer between two commands passes over.</summary>
    public static byte[] Complete(int dots) => new byte[dots / 8 * BandRows];

    /// <summary>A question that is answered at once, whatever the printer does: n from 1 to 4.</summary>
    public static byte[] Ask(int question) => [0x10, 0x04, (byte)question];

    /// <summary>Asks for the paper sensors (GS r 1): answered when all that was sent before has been printed.</summary>
    public static byte[] AskWhenDone { get; } = [0x1D, 0x72, 0x01];

    /// <summary>True for an answer to a real-time question: bits 1 and 4 set, 0 and 7 not.</summary>
    public static bool IsAnswer(byte answer) => (answer & 0x93) == 0x12;

    /// <summary>True for an answer to <see cref="AskWhenDone"/>: bits 4 and 7 not set.</summary>
    public static bool IsDone(byte answer) => (answer & 0x90) == 0;

    /// <summary>What an answer to a real-time question says.</summary>
    public static PrinterStatus Read(int question, byte answer) => question switch
    {
        1 => If(answer, 0x08, PrinterStatus.Offline),
        // A stop for want of paper is told by question 4 too.
        2 => If(answer, 0x04, PrinterStatus.CoverOpen) | If(answer, 0x20, PrinterStatus.PaperOut) | If(answer, 0x40, PrinterStatus.Error),
        3 => If(answer, 0x08, PrinterStatus.Cutter) | If(answer, 0x60, PrinterStatus.Error),
        _ => If(answer, 0x0C, PrinterStatus.PaperNearEnd) | If(answer, 0x60, PrinterStatus.PaperOut),
    };

    private static PrinterStatus If(byte answer, byte bits, PrinterStatus what) => (answer & bits) != 0 ? what : PrinterStatus.Ready;
}
