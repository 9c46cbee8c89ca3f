using System.Buffers.Binary;

namespace Edge.Agent.Devices.Finger;

/// <summary>A packet of the R30x/ZFM family (ZFM-20 user manual, chapter 4): EF01, address, kind, length, content, sum. No I/O.</summary>
/// <param name="Kind">1 command, 2 data, 7 acknowledgement, 8 the last of the data.</param>
internal sealed record ZfmPacket(byte Kind, byte[] Content)
{
    public const byte Command = 1;
    public const byte Data = 2;
    public const byte Acknowledgement = 7;
    public const byte LastData = 8;

    /// <summary>Mark, address, kind and length.</summary>
    public const int HeadBytes = 9;

    public const int SumBytes = 2;

    private const ushort Mark = 0xEF01;

    // The largest data packets a sensor can be set to have 256 bytes.
    private const int MostContent = 256;

    public static byte[] Encode(uint address, byte kind, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[HeadBytes + content.Length + SumBytes];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, Mark);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), address);
        bytes[6] = kind;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(7), (ushort)(content.Length + SumBytes));
        content.CopyTo(bytes.AsSpan(HeadBytes));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(bytes.Length - SumBytes), Sum(bytes.AsSpan(6, bytes.Length - 6 - SumBytes)));
        return bytes;
    }

    /// <summary>How many bytes follow a head.</summary>
    /// <exception cref="DeviceException">It is none.</exception>
    public static int Follow(ReadOnlySpan<byte> head)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(head[7..]);
        if (BinaryPrimitives.ReadUInt16BigEndian(head) != Mark || length is < SumBytes or > MostContent + SumBytes) throw new DeviceException("the fingerprint sensor sends no packets; look at its wiring and Devices:Finger:Baud");
        return length;
    }

    /// <summary>A whole packet.</summary>
    /// <exception cref="DeviceException">It does not add up.</exception>
    public static ZfmPacket Decode(ReadOnlySpan<byte> bytes)
    {
        var follow = Follow(bytes);
        var summed = bytes.Slice(6, HeadBytes - 6 + follow - SumBytes);
        if (Sum(summed) != BinaryPrimitives.ReadUInt16BigEndian(bytes[(HeadBytes + follow - SumBytes)..])) throw new DeviceException("a packet of the fingerprint sensor does not add up; look at its wiring");
        return new ZfmPacket(bytes[6], bytes.Slice(HeadBytes, follow - SumBytes).ToArray());
    }

    private static ushort Sum(ReadOnlySpan<byte> bytes)
    {
        ushort sum = 0;
        foreach (var one in bytes) sum += one;
        return sum;
    }
}
