using System.Buffers.Binary;
using System.Text;

namespace Edge.Benchmarks.Fleet;

/// <summary>Just so much of MQTT 3.1.1 as thousands of boards in one process need: what is measured is at the other end.</summary>
internal static class MqttPackets
{
    public const int ConnectAck = 2, Publish = 3, SubscribeAck = 9;

    public static byte[] Connect(string clientId, ushort keepAlive, string willTopic, byte[] will)
    {
        var body = new List<byte> { 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 0x02 | 0x04 | (1 << 3), (byte)(keepAlive >> 8), (byte)keepAlive };
        AddText(body, clientId);
        AddText(body, willTopic);
        body.AddRange([(byte)(will.Length >> 8), (byte)will.Length]);
        body.AddRange(will);
        return Packet(0x10, body);
    }

    /// <summary>As a client that is no board: no last will.</summary>
    public static byte[] Connect(string clientId)
    {
        var body = new List<byte> { 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 0x02, 0, 60 };
        AddText(body, clientId);
        return Packet(0x10, body);
    }

    public static byte[] Subscribe(ushort id, params IEnumerable<string> topics)
    {
        var body = new List<byte> { (byte)(id >> 8), (byte)id };
        foreach (var topic in topics)
        {
            AddText(body, topic);
            body.Add(1);
        }
        return Packet(0x82, body);
    }

    /// <param name="id">0 for QoS 0; otherwise it is QoS 1.</param>
    public static byte[] Publication(string topic, byte[] payload, ushort id)
    {
        var body = new List<byte>(payload.Length + topic.Length + 4);
        AddText(body, topic);
        if (id > 0) body.AddRange([(byte)(id >> 8), (byte)id]);
        body.AddRange(payload);
        return Packet((byte)(0x30 | (id > 0 ? 2 : 0)), body);
    }

    public static byte[] PublishAck(ushort id) => [0x40, 2, (byte)(id >> 8), (byte)id];

    public static byte[] Ping { get; } = [0xC0, 0];

    /// <summary>Splits off the first whole packet; false where there is none yet.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, out int type, out byte flags, out ReadOnlySpan<byte> body)
    {
        (type, flags) = (0, 0);
        body = default;
        var (length, shift, at) = (0, 0, 1);
        do
        {
            if (at >= bytes.Length || at > 4) return false;
            length |= (bytes[at] & 0x7F) << shift;
            shift += 7;
        }
        while ((bytes[at++] & 0x80) != 0);
        if (bytes.Length < at + length) return false;
        (type, flags) = (bytes[0] >> 4, (byte)(bytes[0] & 0x0F));
        body = bytes.Slice(at, length);
        bytes = bytes[(at + length)..];
        return true;
    }

    /// <summary>The topic of a publication, and its id where it wants to be acknowledged.</summary>
    public static (string Topic, ushort Id) ReadPublication(byte flags, ReadOnlySpan<byte> body)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(body);
        return (Encoding.UTF8.GetString(body.Slice(2, length)), (flags & 6) == 0 ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(body[(2 + length)..]));
    }

    private static void AddText(List<byte> body, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        body.AddRange([(byte)(bytes.Length >> 8), (byte)bytes.Length]);
        body.AddRange(bytes);
    }

    private static byte[] Packet(byte head, List<byte> body)
    {
        var packet = new List<byte>(body.Count + 5) { head };
        var length = body.Count;
        do
        {
            var seven = (byte)(length & 0x7F);
            length >>= 7;
            packet.Add((byte)(length > 0 ? seven | 0x80 : seven));
        }
        while (length > 0);
        packet.AddRange(body);
        return [.. packet];
    }
}
