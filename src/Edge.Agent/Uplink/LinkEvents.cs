using System.Buffers.Binary;

namespace Edge.Agent.Uplink;

/// <summary>Reads rtnetlink messages (RFC 3549; rtnetlink(7)): which of them mean that a link may have come.</summary>
internal static class LinkEvents
{
    private const int Header = 16;
    private const ushort NewLink = 16;
    private const ushort NewAddress = 20;
    private const ushort NewRoute = 24;

    // ifinfomsg: family, pad, type (2), index (4), flags (4).
    private const int FlagsAt = Header + 8;
    private const uint LowerUp = 0x10000;

    /// <summary>True where one of the messages of a datagram tells of a carrier, an address or a route that is there.</summary>
    public static bool TellOfLink(ReadOnlySpan<byte> datagram)
    {
        while (datagram.Length >= Header)
        {
            var length = Host(datagram);
            if (length < Header || length > datagram.Length) return false;
            var message = datagram[..(int)length];
            var type = BitConverter.ToUInt16(message[4..]);
            if (type is NewAddress or NewRoute) return true;
            if (type == NewLink && message.Length >= FlagsAt + 4 && (Host(message[FlagsAt..]) & LowerUp) != 0) return true;
            var next = ((int)length + 3) & ~3;
            if (next >= datagram.Length) return false;
            datagram = datagram[next..];
        }
        return false;
    }

    // Netlink is spoken in the machine's own byte order.
    private static uint Host(ReadOnlySpan<byte> bytes) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
