using System.Buffers.Binary;

namespace Edge.Agent.Enrolment.Biometrics;

/// <summary>One finger's picture in the container.</summary>
/// <param name="Position">1 to 5 right thumb to little finger, 6 to 10 left.</param>
/// <param name="Quality">0 to 100 by a measure of ours; null where none was taken.</param>
/// <param name="Taken">When.</param>
/// <param name="Width">Pixels a line.</param>
/// <param name="Height">Lines.</param>
/// <param name="Pixels">Row by row from the top, 0 black to 255 white; not copied.</param>
internal sealed record ContainedFinger(int Position, int? Quality, DateTimeOffset Taken, int Width, int Height, ReadOnlyMemory<byte> Pixels);

/// <summary>
/// Pictures of fingers as ISO/IEC 19794-4:2011 has them: 8 bits grey, 500 pixels an inch, not compressed. Written whole in
/// memory; whoever gets the bytes wipes them.
/// </summary>
internal static class FingerContainer
{
    public const int PixelsAnInch = 500;

    /// <summary>Every finger with every try of three.</summary>
    public const int MostFingers = 30;

    /// <summary>Pixels on one side; the form would allow 65,535.</summary>
    public const int LongestSide = 2000;

    internal const int HeaderBytes = 16;

    // What stands before a picture: its header, as many quality blocks as there are, and the picture's length.
    internal const int RepresentationBytes = 37, QualityBytes = 5, LengthBytes = 4;

    internal const int Positions = 10;

    private const byte PixelsPerInch = 1, Depth = 8, NotCompressed = 0, LiveScanPlain = 0;

    internal static ReadOnlySpan<byte> Magic => "FIR\0020\0"u8;

    /// <exception cref="ArgumentException">No finger, too many, or one that is not as the form has it.</exception>
    public static byte[] Write(IReadOnlyList<ContainedFinger> fingers)
    {
        if (fingers.Count is 0 or > MostFingers) throw new ArgumentException($"there are {fingers.Count} fingers; a container holds 1 to {MostFingers}", nameof(fingers));
        foreach (var finger in fingers) Check(finger);
        var container = new byte[HeaderBytes + fingers.Sum(Size)];
        Magic.CopyTo(container);
        BinaryPrimitives.WriteUInt32BigEndian(container.AsSpan(8), (uint)container.Length);
        BinaryPrimitives.WriteUInt16BigEndian(container.AsSpan(12), (ushort)fingers.Count);
        // No certification blocks; then how many different fingers there are.
        container[15] = (byte)fingers.Select(f => f.Position).Distinct().Count();
        var at = HeaderBytes;
        var seen = new Dictionary<int, byte>();
        foreach (var finger in fingers)
        {
            var view = seen.GetValueOrDefault(finger.Position);
            seen[finger.Position] = (byte)(view + 1);
            Write(container.AsSpan(at, Size(finger)), finger, view);
            at += Size(finger);
        }
        return container;
    }

    private static int Size(ContainedFinger finger) => RepresentationBytes + (finger.Quality is null ? 0 : QualityBytes) + LengthBytes + finger.Pixels.Length;

    private static void Write(Span<byte> into, ContainedFinger finger, byte view)
    {
        BinaryPrimitives.WriteUInt32BigEndian(into, (uint)into.Length);
        WriteTime(into[4..], finger.Taken);
        // 13 to 17: technology, vendor and type of the device are not told.
        var at = 18;
        into[at++] = (byte)(finger.Quality is null ? 0 : 1);
        if (finger.Quality is { } quality)
        {
            // The score, then whose measure and which: 0 is neither registered.
            into[at] = (byte)quality;
            at += QualityBytes;
        }
        into[at++] = (byte)finger.Position;
        into[at++] = view;
        into[at++] = PixelsPerInch;
        for (var rate = 0; rate < 4; rate++, at += 2) BinaryPrimitives.WriteUInt16BigEndian(into[at..], PixelsAnInch);
        into[at++] = Depth;
        into[at++] = NotCompressed;
        into[at++] = LiveScanPlain;
        BinaryPrimitives.WriteUInt16BigEndian(into[at..], (ushort)finger.Width);
        BinaryPrimitives.WriteUInt16BigEndian(into[(at + 2)..], (ushort)finger.Height);
        BinaryPrimitives.WriteUInt32BigEndian(into[(at + 4)..], (uint)finger.Pixels.Length);
        finger.Pixels.Span.CopyTo(into[(at + 8)..]);
    }

    private static void WriteTime(Span<byte> into, DateTimeOffset taken)
    {
        var time = taken.UtcDateTime;
        BinaryPrimitives.WriteUInt16BigEndian(into, (ushort)time.Year);
        (into[2], into[3], into[4], into[5], into[6]) = ((byte)time.Month, (byte)time.Day, (byte)time.Hour, (byte)time.Minute, (byte)time.Second);
        BinaryPrimitives.WriteUInt16BigEndian(into[7..], (ushort)time.Millisecond);
    }

    private static void Check(ContainedFinger finger)
    {
        if (finger.Position is < 1 or > Positions) throw new ArgumentException($"the finger's position is {finger.Position}; it must be 1 to {Positions}");
        if (finger.Quality is < 0 or > 100) throw new ArgumentException($"the finger's quality is {finger.Quality}; it must be 0 to 100");
        if (finger.Width is < 1 or > LongestSide || finger.Height is < 1 or > LongestSide || finger.Pixels.Length != finger.Width * finger.Height)
            throw new ArgumentException($"the finger's picture is {finger.Width} x {finger.Height} with {finger.Pixels.Length} bytes; each side must have 1 to {LongestSide} pixels, a byte each");
    }
}
