using System.Text;

namespace Edge.Mqtt;

// What the callers of a connection ask for.
internal sealed partial class SendQueue
{
    private const int HeaderRoom = 16;
    private const int MostTopics = 64;

    /// <inheritdoc cref="IMqttConnection.PublishAsync"/>
    public async ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, long maximumPacket, CancellationToken cancellationToken)
    {
        CheckTopic(topic);
        if (topic.AsSpan().ContainsAny('+', '#')) throw new ArgumentException($"Topic {topic} holds a wildcard.", nameof(topic));
        if ((long)Encoding.UTF8.GetByteCount(topic) + payload.Length + HeaderRoom > maximumPacket)
            throw new MqttException($"The message of {payload.Length} bytes for {topic} exceeds the broker's limit of {maximumPacket} bytes a packet.");

        var item = new OutgoingPublish(topic, payload, qos, retain);
        await AddAsync(item, cancellationToken);
        if (item.Answer is not null) await item.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc cref="IMqttConnection.SubscribeAsync"/>
    public async Task SubscribeAsync(IReadOnlyList<string> topics, MqttQos qos, CancellationToken cancellationToken)
    {
        if (topics.Count is 0 or > MostTopics) throw new ArgumentException($"{topics.Count} topics to subscribe to; give 1 to {MostTopics}.", nameof(topics));
        foreach (var topic in topics) CheckTopic(topic);
        var item = new OutgoingSubscribe(topics, qos);
        await AddAsync(item, cancellationToken);
        await item.Answer!.Task.WaitAsync(cancellationToken);
    }

    private static void CheckTopic(string topic)
    {
        if (topic.Length == 0 || topic.Contains('\0') || Encoding.UTF8.GetByteCount(topic) > ushort.MaxValue)
            throw new ArgumentException("A topic needs 1 to 65535 bytes and no zero.", nameof(topic));
    }
}
