using System.Threading.Channels;
using Edge.Mqtt;

namespace Edge.Agent.Tests.Telemetry;

/// <summary>A connection that keeps what is published, and can refuse to subscribe.</summary>
internal sealed class VoiceLink : IMqttConnection
{
    private readonly Channel<MqttMessage> _inbox = Channel.CreateUnbounded<MqttMessage>();

    public List<(string Topic, byte[] Payload, MqttQos Qos, bool Retain)> Said { get; } = [];

    public List<string> Subscribed { get; } = [];

    public bool Refuses { get; init; }

    public ChannelReader<MqttMessage> Messages => _inbox.Reader;

    public Task<string> Closed { get; } = new TaskCompletionSource<string>().Task;

    public long UnsentBytes => 0;

    public long ReceiveDropped => 0;

    public ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken)
    {
        Said.Add((topic, payload.ToArray(), qos, retain));
        return ValueTask.CompletedTask;
    }

    public Task SubscribeAsync(IReadOnlyList<string> topics, MqttQos qos, CancellationToken cancellationToken)
    {
        Subscribed.AddRange(topics);
        return Refuses ? Task.FromException(new MqttException("refused")) : Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task AbandonAsync() => Task.CompletedTask;
}
