using System.Threading.Channels;
using Edge.Contracts.Wire;
using Edge.Hub.Fleet;
using Edge.Hub.Ingest;
using Edge.Hub.Objects;
using Edge.Mqtt;
using Edge.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Ingest;

/// <summary>The whole of ingest, from a broker's connection to the answers on it. The broker is this object: what tests give it arrives, what it refuses is said by <see cref="Refuses"/>.</summary>
internal sealed class ServedBoards : IMqttConnector, IAsyncDisposable
{
    private readonly Channel<MqttMessage> _arriving = Channel.CreateUnbounded<MqttMessage>();
    private readonly Channel<(string Topic, Have Have)> _said = Channel.CreateUnbounded<(string, Have)>();
    private readonly Evictor _evictor;
    private readonly IngestService _service;

    public ServedBoards(IngestBench bench, IngestOptions? options = null)
    {
        var (hub, given) = (bench.Hub, Options.Create(options ?? new IngestOptions()));
        _evictor = new Evictor(hub.Evicted, hub.Broker, hub.Takeover, hub.Archive, bench.Status, TimeProvider.System, NullLogger<Evictor>.Instance);
        var gate = new IngestGate(given, _evictor, TimeProvider.System);
        var sender = new AnswerSender(new ObjectServer(hub.Shelf, hub.Areas.Sealed, hub.Registry), bench.Ingestor, TimeProvider.System);
        var echo = new IngestEcho(hub.Broker, bench.Ingestor, bench.Status, new HubHealth(TimeProvider.System), TimeProvider.System);
        var journal = new IngestJournal(bench.Status, TimeProvider.System, NullLogger<IngestJournal>.Instance);
        var loop = new IngestLoop(bench.Ingestor, gate, sender, echo, journal, given, TimeProvider.System);
        var host = new HostApplication(new FleetState(), hub.Registry, hub.Time, NullLogger<HostApplication>.Instance);
        _service = new IngestService(this, hub.Broker, loop, echo, host, given, TimeProvider.System, NullLogger<IngestService>.Instance);
    }

    public int Connections { get; private set; }

    /// <summary>True for a message that this broker does not take.</summary>
    public Func<string, ReadOnlyMemory<byte>, bool> Refuses { get; set; } = (_, _) => false;

    public Task StartAsync() => _service.StartAsync(TestContext.Current.CancellationToken);

    public void Arrive(params IEnumerable<MqttMessage> messages)
    {
        foreach (var message in messages) _arriving.Writer.TryWrite(message);
    }

    /// <summary>The next answer that is said to this board.</summary>
    public async Task<Have> HaveAsync(string node)
    {
        while (true)
        {
            var next = _said.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
            // A service that failed says why here, and not by a test that waits for ever.
            if (await Task.WhenAny(next, _service.ExecuteTask!) != next) await _service.ExecuteTask!;
            var (topic, have) = await next;
            if (topic == Contracts.Topics.Have(node)) return have;
        }
    }

    public Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken)
    {
        Connections++;
        return Task.FromResult<IMqttConnection>(new Link(this));
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(Patience.Seconds(60), TimeProvider.System);
        await _service.StopAsync(limit.Token);
        _service.Dispose();
        _evictor.Dispose();
    }

    private sealed class Link(ServedBoards owner) : IMqttConnection
    {
        public ChannelReader<MqttMessage> Messages => owner._arriving.Reader;

        public Task<string> Closed { get; } = new TaskCompletionSource<string>().Task;

        public long UnsentBytes => 0;

        public long ReceiveDropped => 0;

        public ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken)
        {
            if (owner.Refuses(topic, payload)) throw new MqttException($"The message of {payload.Length} bytes for {topic} exceeds the broker's limit of 1 bytes a packet.");
            if (topic.EndsWith("/have", StringComparison.Ordinal)) owner._said.Writer.TryWrite((topic, Have.Parser.ParseFrom(payload.Span)));
            return ValueTask.CompletedTask;
        }

        public Task SubscribeAsync(IReadOnlyList<string> topics, MqttQos qos, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public Task AbandonAsync() => Task.CompletedTask;
    }
}
