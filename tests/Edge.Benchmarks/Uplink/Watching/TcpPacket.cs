using System.Buffers.Binary;

namespace Edge.Benchmarks.Uplink.Watching;

/// <summary>A TCP packet as it went over the hub's end of the link.</summary>
/// <param name="Length">Of the whole IP packet.</param>
/// <param name="Payload">Bytes that TCP carries.</param>
internal sealed record TcpPacket(DateTimeOffset At, bool FromBoard, int Length, int Payload, bool Opens)
{
    private const int Tcp = 6;

    /// <summary>Reads a packet from its IP header on; null where it is none of ours.</summary>
    public static TcpPacket? Read(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> hub, DateTimeOffset at)
    {
        if (packet.Length < 40 || packet[0] >> 4 != 4 || packet[9] != Tcp) return null;
        // The hub talks to its own broker too, from and to its own address.
        var fromBoard = packet[16..20].SequenceEqual(hub);
        if (fromBoard == packet[12..16].SequenceEqual(hub)) return null;
        var header = (packet[0] & 15) * 4;
        var length = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        var tcp = packet[header..];
        return tcp.Length < 20 ? null : new TcpPacket(at, fromBoard, length, length - header - (tcp[12] >> 4) * 4, (tcp[13] & 0x12) == 0x02);
    }
}
