using System.Text;
using System.Threading.Channels;

namespace Edge.Mqtt.Mosquitto;

/// <summary>What callers hold of a connection; everything native stays with its <see cref="Driver"/>.</summary>
internal sealed class MosquittoConnection : IMqttConnection
{
    private const int HeaderRoom = 16;

    private readonly Outbox _outbox = new();
    private readonly Channel<MqttMessage> _inbox;
    private readonly Driver _driver;

    public MosquittoConnection(MqttOptions options, string address, int protocol)
    {
        _inbox = Channel.CreateBounded<MqttMessage>(new BoundedChannelOptions(options.ReceiveQueue)
        {
            SingleWriter = true,
            AllowSynchronousContinuations = false,
            FullMode = BoundedChannelFullMode.Wait,
        });
        _driver = new Driver(options, address, protocol, _outbox, _inbox.Writer);
    }

    public ChannelReader<MqttMessage> Messages => _inbox.Reader;

    public Task<string> Closed => _driver.Closed;

    public long UnsentBytes => _outbox.UnsentBytes;

    public long ReceiveDropped => _driver.Dropped;

    internal Driver Driver => _driver;

    public async ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken)
    {
        CheckTopic(topic);
        if (topic.AsSpan().ContainsAny('+', '#')) throw new ArgumentException($"Topic {topic} holds a wildcard.", nameof(topic));
        var size = (long)Encoding.UTF8.GetByteCount(topic) + payload.Length + HeaderRoom;
        if (size > _driver.MaximumPacket)
            throw new MqttException($"The message of {payload.Length} bytes for {topic} exceeds the broker's limit of {_driver.MaximumPacket} bytes a packet.");

        var item = new OutgoingPublish(topic, payload, qos, retain);
        await _outbox.AddAsync(item, cancellationToken);
        if (item.Answer is not null) await item.Answer.Task.WaitAsync(cancellationToken);
    }

    public async Task SubscribeAsync(IReadOnlyList<string> topics, MqttQos qos, CancellationToken cancellationToken)
    {
        if (topics.Count is 0 or > 64) throw new ArgumentException($"{topics.Count} topics to subscribe to; give 1 to 64.", nameof(topics));
        foreach (var topic in topics) CheckTopic(topic);
        var item = new OutgoingSubscribe(topics, qos);
        await _outbox.AddAsync(item, cancellationToken);
        await item.Answer!.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _outbox.Close();
        await _driver.Closed;
    }

    /// <summary>Ends it without waiting.</summary>
    internal void Abandon() => _outbox.Close();

    private static void CheckTopic(string topic)
    {
        if (topic.Length == 0 || topic.Contains('\0') || Encoding.UTF8.GetByteCount(topic) > ushort.MaxValue)
            throw new ArgumentException("A topic needs 1 to 65535 bytes and no zero.", nameof(topic));
    }
}
