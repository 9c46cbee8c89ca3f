using Edge.Contracts;
using Edge.Contracts.Uplink;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.SystemTests.Support;

/// <summary>Keeps its own books of what a board was told it need not send, and of what it sends.</summary>
internal sealed class TransferAudit
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ByteString, RangeSet> _acknowledged = [];
    private readonly Dictionary<ByteString, RangeSet> _sent = [];

    /// <summary>Bytes sent although a have that was read had acknowledged them. Must stay 0.</summary>
    public long AcknowledgedAgain { get; private set; }

    /// <summary>Bytes sent that had been sent before.</summary>
    public long Resent { get; private set; }

    public long Sent { get; private set; }

    /// <summary>Where set, every message that passes is kept here: what the board said, and what it read.</summary>
    public List<MqttMessage>? Said { get; init; }

    public List<MqttMessage>? Heard { get; init; }

    public void Published(string topic, ReadOnlyMemory<byte> payload)
    {
        lock (_gate) Said?.Add(new MqttMessage(topic, payload.ToArray()));
        if (!Topics.TryParse(topic, out _, out var leaf) || leaf != "chunk") return;
        var chunk = Decoder.Parse(Chunk.Parser, payload.Span, "chunk");
        var (first, end) = ((long)chunk.Offset, (long)chunk.Offset + chunk.Data.Length);
        lock (_gate)
        {
            Sent += chunk.Data.Length;
            AcknowledgedAgain += Overlap(Of(_acknowledged, chunk.RecordId), first, end);
            Resent += Overlap(Of(_sent, chunk.RecordId), first, end);
            Of(_sent, chunk.RecordId).Add(first, end);
        }
    }

    public void Read(MqttMessage message)
    {
        if (!Topics.TryParse(message.Topic, out _, out var leaf) || leaf != "have") return;
        var have = Decoder.Parse(Have.Parser, message.Payload.Span, "have");
        lock (_gate)
        {
            Heard?.Add(message);
            foreach (var record in have.Records)
            {
                if (record.Committed is { } committed) foreach (var r in committed.Ranges) Of(_acknowledged, record.RecordId).Add((long)r.First, (long)r.End);
                if (record.Stored is not null) Of(_acknowledged, record.RecordId).Add(0, Limits.SealedBytes);
            }
        }
    }

    private static RangeSet Of(Dictionary<ByteString, RangeSet> sets, ByteString id) =>
        sets.TryGetValue(id, out var set) ? set : sets[id] = [];

    private static long Overlap(RangeSet set, long first, long end) => end - first - set.Missing(first, end).Sum(r => r.End - r.First);
}
