using System.Threading.Channels;

namespace Edge.Mqtt.Mosquitto;

/// <summary>What callers hold of a connection; everything native stays with its <see cref="Driver"/>.</summary>
internal sealed class MosquittoConnection : IMqttConnection, IAttempt
{
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

    Task IAttempt.Answered => _driver.Answered;

    bool IAttempt.FoundNobody => _driver.FoundNobody;

    public ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken) =>
        _outbox.PublishAsync(topic, payload, qos, retain, _driver.MaximumPacket, cancellationToken);

    public Task SubscribeAsync(IReadOnlyList<string> topics, MqttQos qos, CancellationToken cancellationToken) => _outbox.SubscribeAsync(topics, qos, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _outbox.Close();
        await _driver.Closed;
    }

    // Its thread frees everything by itself.
    public void Abandon() => _outbox.Close();
}
