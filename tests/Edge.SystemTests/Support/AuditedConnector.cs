using System.Threading.Channels;
using Edge.Mqtt;

namespace Edge.SystemTests.Support;

/// <summary>The real MQTT adapter, with every message that passes noted.</summary>
internal sealed class AuditedConnector(IMqttConnector inner, TransferAudit audit) : IMqttConnector
{
    public async Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken) =>
        new Connection(await inner.ConnectAsync(options, cancellationToken), audit);

    private sealed class Connection(IMqttConnection inner, TransferAudit audit) : IMqttConnection
    {
        public ChannelReader<MqttMessage> Messages { get; } = new Reader(inner.Messages, audit);

        public Task<string> Closed => inner.Closed;

        public long UnsentBytes => inner.UnsentBytes;

        public long ReceiveDropped => inner.ReceiveDropped;

        public ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken)
        {
            audit.Published(topic, payload);
            return inner.PublishAsync(topic, payload, qos, retain, cancellationToken);
        }

        public Task SubscribeAsync(IReadOnlyList<string> topics, MqttQos qos, CancellationToken cancellationToken) => inner.SubscribeAsync(topics, qos, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        public Task AbandonAsync() => inner.AbandonAsync();
    }

    // Noted as the board reads it, not as it arrives: what is still unread has told the board nothing.
    private sealed class Reader(ChannelReader<MqttMessage> inner, TransferAudit audit) : ChannelReader<MqttMessage>
    {
        public override bool TryRead([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out MqttMessage item)
        {
            if (!inner.TryRead(out item)) return false;
            audit.Read(item);
            return true;
        }

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => inner.WaitToReadAsync(cancellationToken);
    }
}
