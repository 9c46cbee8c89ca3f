using System.Buffers.Binary;
using static Edge.Agent.Enrolment.Biometrics.FingerContainer;

namespace Edge.Agent.Enrolment.Biometrics;

/// <summary>Reads what <see cref="FingerContainer"/> writes, and others' containers of the same kind. Bytes of others fail with one exception and cost no memory that they do not have themselves.</summary>
internal static class FingerContainerReader
{
    /// <summary>The pictures are views of the bytes given.</summary>
    /// <exception cref="InvalidDataException">It is no such container, or one with more than this reader takes.</exception>
    public static IReadOnlyList<ContainedFinger> Read(ReadOnlyMemory<byte> container)
    {
        var bytes = container.Span;
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic)) throw Bad("it does not begin as version 020 of the form does");
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) != bytes.Length) throw Bad("its length is not the one it tells");
        var count = BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]);
        if (count is 0 or > MostFingers) throw Bad($"it has {count} pictures; 1 to {MostFingers} are read");
        if (bytes[14] > 1) throw Bad($"its certification flag is {bytes[14]}; it must be 0 or 1");
        List<ContainedFinger> fingers = [];
        var at = HeaderBytes;
        for (var i = 0; i < count; i++)
        {
            if (bytes.Length - at < LengthBytes) throw Bad($"it ends before picture {i + 1}");
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length < RepresentationBytes + LengthBytes || length > bytes.Length - at) throw Bad($"picture {i + 1} tells {length} bytes, and {bytes.Length - at} are left");
            fingers.Add(Finger(container.Slice(at, (int)length), bytes[14] == 1, i + 1));
            at += (int)length;
        }
        if (at != bytes.Length) throw Bad($"{bytes.Length - at} bytes follow its last picture");
        if (fingers.Select(f => f.Position).Distinct().Count() != bytes[15]) throw Bad($"it tells {bytes[15]} different fingers and has others");
        return fingers;
    }

    private static ContainedFinger Finger(ReadOnlyMemory<byte> all, bool certified, int number)
    {
        var reader = new Cursor(all.Span[LengthBytes..], number);
        var taken = Time(reader.Take(9), number);
        // Technology, vendor and type of the device.
        reader.Take(5);
        var blocks = reader.Byte();
        var qualities = reader.Take(blocks * QualityBytes);
        int? quality = blocks > 0 && qualities[0] <= 100 ? qualities[0] : null;
        if (certified) reader.Take(reader.Byte() * 3);
        var (position, _, scale) = (reader.Byte(), reader.Byte(), reader.Byte());
        var rates = reader.Take(8);
        var (depth, compression, _) = (reader.Byte(), reader.Byte(), reader.Byte());
        int width = reader.Short(), height = reader.Short();
        var length = BinaryPrimitives.ReadUInt32BigEndian(reader.Take(LengthBytes));
        if (position is < 1 or > Positions) throw Bad($"picture {number} is of position {position}; 1 to {Positions} are read");
        if (scale != 1 || BinaryPrimitives.ReadUInt16BigEndian(rates[4..]) != PixelsAnInch || BinaryPrimitives.ReadUInt16BigEndian(rates[6..]) != PixelsAnInch) throw Bad($"picture {number} does not have {PixelsAnInch} pixels an inch");
        if (depth != 8 || compression != 0) throw Bad($"picture {number} has {depth} bits and compression {compression}; 8 bits, not compressed, are read");
        if (width is < 1 or > LongestSide || height is < 1 or > LongestSide || length != width * height) throw Bad($"picture {number} is {width} x {height} with {length} bytes; each side must have 1 to {LongestSide} pixels, a byte each");
        // What may follow the picture (segments, notes) is not read.
        var at = LengthBytes + reader.At;
        reader.Take((int)length);
        return new ContainedFinger(position, quality, taken, width, height, all.Slice(at, (int)length));
    }

    private static DateTimeOffset Time(ReadOnlySpan<byte> bytes, int number)
    {
        var (year, millisecond) = (BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[7..]));
        // All ones is "not told".
        if (year == ushort.MaxValue) return DateTimeOffset.UnixEpoch;
        if (year is < 1 or > 9999 || bytes[2] is < 1 or > 12 || bytes[3] < 1 || bytes[3] > DateTime.DaysInMonth(year, bytes[2]) || bytes[4] > 23 || bytes[5] > 59 || bytes[6] > 59 || millisecond > 999)
            throw Bad($"picture {number} was taken at no time there is");
        return new DateTimeOffset(year, bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], millisecond, TimeSpan.Zero);
    }

    private static InvalidDataException Bad(string why) => new($"The container of fingers cannot be read: {why}.");

    private ref struct Cursor(ReadOnlySpan<byte> bytes, int number)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public int At { get; private set; }

        public ReadOnlySpan<byte> Take(int count)
        {
            if (count > _bytes.Length - At) throw Bad($"picture {number} ends too early");
            At += count;
            return _bytes.Slice(At - count, count);
        }

        public int Byte() => Take(1)[0];

        public int Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));
    }
}
