using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Edge.Mqtt.MqttNet;

/// <summary>
/// One connection of MQTTnet's client. A pump of ours gives it one packet at a time out of a bounded queue, and bounds what the broker
/// has not acknowledged: the library would take any number of both, and nobody could tell what is unsent.
/// </summary>
internal sealed partial class MqttNetConnection : IMqttConnection
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly MqttOptions _options;
    private readonly TimeProvider _time;
    private readonly TlsChannel _channel;
    private readonly MqttConnAckPacket? _presumed;
    private readonly MqttClient _client;
    private readonly SendQueue _queue;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<MqttMessage> _inbox;
    private readonly CancellationTokenSource _life = new();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _working = Task.CompletedTask;
    private long _maximumPacket = int.MaxValue;
    private long _dropped;
    private long _unsent;
    private int _ended;

    /// <param name="presumed">The answer to CONNECT that nobody need wait for; null to wait for it.</param>
    public MqttNetConnection(MqttOptions options, TlsChannel channel, TimeProvider time, MqttConnAckPacket? presumed)
    {
        (_options, _channel, _time, _presumed) = (options, channel, time, presumed);
        Welcome = new Welcome($"{options.Host}:{options.Port}");
        _client = new MqttClient(new ChannelFactory(channel, presumed, Answered), MQTTnet.Diagnostics.Logger.MqttNetNullLogger.Instance);
        _queue = new SendQueue(() => _news.Writer.TryWrite(true));
        _inbox = Channel.CreateBounded<MqttMessage>(new BoundedChannelOptions(options.ReceiveQueue) { SingleWriter = true, AllowSynchronousContinuations = false, FullMode = BoundedChannelFullMode.Wait });
        _client.ApplicationMessageReceivedAsync += Receive;
        _client.DisconnectedAsync += e => EndAsync(Explain(e));
    }

    public ChannelReader<MqttMessage> Messages => _inbox.Reader;

    public Task<string> Closed => _closed.Task;

    public long UnsentBytes
    {
        get
        {
            var unsent = _queue.UnsentBytes;
            // While it ends, what falls away was not sent.
            if (Volatile.Read(ref _ended) == 0) Interlocked.Exchange(ref _unsent, unsent);
            return _closed.Task.IsCompleted ? 0 : Interlocked.Read(ref _unsent);
        }
    }

    public LinkSample Link => _channel.Link;

    public void LimitKernel(int bytes) => _channel.LimitKernel(bytes);

    public long ReceiveDropped => Interlocked.Read(ref _dropped);

    public int? SegmentBytes { get; init; }

    public MqttPath? Path { get; init; }

    /// <summary>Hears at the end what the kernel counted: bytes acknowledged, segments sent again.</summary>
    public Action<long, long>? Ended { get; set; }

    public Stage Stage => _channel.Stage;

    /// <summary>What was sent was not acknowledged.</summary>
    public bool TimedOut => _channel.Failure?.GetBaseException() is SocketException { NativeErrorCode: Words.TimedOut };

    /// <summary>What the broker has answered to CONNECT.</summary>
    public Welcome Welcome { get; }

    /// <summary>TLS, CONNECT and, where it is not presumed, CONNACK.</summary>
    /// <exception cref="VersionRefusedException">The broker does not speak this version.</exception>
    /// <exception cref="MqttException">It does not take us.</exception>
    public async Task OpenAsync(MqttProtocolVersion version, CancellationToken limit)
    {
        var accepted = await ConnectAsync(version, limit);
        var reason = (int)accepted.ResultCode;
        // Reasons of MQTT 5 begin at 128: a lower one is an answer of 3.1.1, whatever it says.
        if (reason is 1 or 132 || (version == MqttProtocolVersion.V500 && reason is > 0 and < 128)) throw new VersionRefusedException(Words.Connack(reason));
        if (reason != 0) throw Failure(Words.Connack(reason));
        if (accepted.MaximumPacketSize is { } packet and > 0) _maximumPacket = packet;
        _window = new SemaphoreSlim(Math.Min(LargestWindow, accepted.ReceiveMaximum is { } most and > 0 ? most : LargestWindow));
        if (_presumed is null) _channel.Stage = Stage.Open;
        if (_options.OpenUserTimeout is { } outage) _channel.SetUserTimeout(outage);
        _queue.Watch(_channel.Descriptor);
        _working = Task.WhenAll(Task.Run(PumpAsync, CancellationToken.None), Task.Run(WatchAsync, CancellationToken.None));
    }

    public ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken) =>
        _queue.PublishAsync(topic, payload, qos, retain, _maximumPacket, cancellationToken);

    public Task SubscribeAsync(IReadOnlyList<string> topics, MqttQos qos, CancellationToken cancellationToken) => _queue.SubscribeAsync(topics, qos, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _closed.Task;
    }

    public Task AbandonAsync() => EndAsync("given up");

    private async Task<MqttClientConnectResult> ConnectAsync(MqttProtocolVersion version, CancellationToken limit)
    {
        try
        {
            return await _client.ConnectAsync(Options(version), limit);
        }
        catch (Exception e) when (!limit.IsCancellationRequested)
        {
            // An answer that is no MQTT 5 packet is how a 3.1.1 broker says that it knows no better.
            if (_channel is { Stage: Stage.Connack, Failure: null } && version == MqttProtocolVersion.V500 && !IsClosed(e)) throw new VersionRefusedException(e.Message, e);
            var cause = Causes.Of(_channel, e);
            throw new MqttException(Failure(cause).Message, e) { HandshakeUnanswered = TimedOut, Stranger = Causes.IsStranger(_channel, cause) };
        }
    }

    private MqttClientOptions Options(MqttProtocolVersion version) => new()
    {
        ChannelOptions = new MqttClientTcpOptions(),
        ProtocolVersion = version,
        ClientId = _options.ClientId,
        CleanSession = true,
        KeepAlivePeriod = _options.KeepAlive,
        Timeout = _options.ConnectTimeout,
        TryPrivate = false,
        WriterBufferSize = 64 * 1024,
        WriterBufferSizeMax = 256 * 1024,
        WillTopic = _options.Will?.Topic,
        WillPayload = _options.Will?.Payload.ToArray(),
        WillQualityOfServiceLevel = (MqttQualityOfServiceLevel)(int)(_options.Will?.Qos ?? MqttQos.AtMostOnce),
        WillRetain = _options.Will?.Retain ?? false,
    };

    // On the library's own loop, before it sees anything that came behind the answer.
    private void Answered(MqttConnAckPacket answer)
    {
        if (answer.ReasonCode == MqttConnectReasonCode.Success) Welcome.Packet = answer;
        if (_presumed is null) return;
        if (Welcome.Packet is null) _channel.Refuse(Words.Connack((int)answer.ReasonCode));
        else if (!Welcome.Allows(answer, _presumed)) _channel.Refuse("the broker takes less than it did on the connection before");
        else _channel.Stage = Stage.Open;
    }

    // On the library's own loop: it must neither wait nor throw.
    private Task Receive(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        if (!_inbox.Writer.TryWrite(new MqttMessage(message.Topic, message.Payload.ToArray(), message.Retain))) Interlocked.Increment(ref _dropped);
        return Task.CompletedTask;
    }

    private MqttException Failure(string why) => new($"Broker {_options.Host}:{_options.Port}{Where}: {why}.");

    // Of a name it matters where it led.
    private string Where => Path is { } path && !IPAddress.TryParse(_options.Host, out _) ? $" ({path.Hub.Address})" : "";

    private static bool IsClosed(Exception e) => e.GetBaseException().Message.StartsWith("Connection closed", StringComparison.Ordinal);
}
