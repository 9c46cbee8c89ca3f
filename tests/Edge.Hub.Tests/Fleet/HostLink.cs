using System.Text;
using System.Threading.Channels;
using Edge.Mqtt;

namespace Edge.Hub.Tests.Fleet;

/// <summary>The hub's connection to a broker that keeps what is said to it, and can refuse to listen.</summary>
internal sealed class HostLink : IMqttConnection
{
    public List<(string Topic, byte[] Payload, MqttQos Qos, bool Retain)> Said { get; } = [];

    public List<string> Subscribed { get; } = [];

    public bool Refuses { get; init; }

    public string LastText => Encoding.UTF8.GetString(Said[^1].Payload);

    public ChannelReader<MqttMessage> Messages { get; } = Channel.CreateUnbounded<MqttMessage>().Reader;

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
