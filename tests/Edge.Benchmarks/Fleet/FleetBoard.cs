using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Health;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Sparkplug;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Benchmarks.Fleet;

/// <summary>A board without records: it connects, offers, tells its health by the agent's own encoding, and comes back when it is cut off.</summary>
internal sealed class FleetBoard
{
    private const ushort KeepAliveSeconds = 120;

    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(5);

    private readonly IPEndPoint _broker;
    private readonly SslStreamCertificateContext _certificate;
    private readonly FleetTally _tally;
    private readonly SparkplugNode _node = new();
    private readonly ByteString _incarnation = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16));
    private readonly SignedHead _head;
    private readonly Random _random;
    private FleetConnection? _connection;
    private uint _connections;
    private ulong _offer;
    private ushort _id;

    public FleetBoard(FleetIdentity identity, IPEndPoint broker, FleetTally tally, int seed)
    {
        (Node, _broker, _tally, _random) = (identity.Node, broker, tally, new Random(seed));
        _certificate = FleetConnection.Context(identity.Key, identity.Certificate);
        using var ec = ECDsa.Create();
        ec.ImportPkcs8PrivateKey(identity.Key, out _);
        _head = ChainHeads.Sign(new ChainHead { Node = Node, ChainId = _incarnation }, new SigningKey(ec));
    }

    public string Node { get; }

    /// <summary>Its offer of this connection was answered.</summary>
    public bool IsServed { get; private set; }

    /// <summary>Connects, and again a second after each failure, as an agent does.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await OnceAsync(cancellationToken);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
            {
                if (!cancellationToken.IsCancellationRequested) _tally.Failed(e.Message);
            }
            finally
            {
                if (IsServed) _tally.Lost();
                IsServed = false;
                _connection?.Dispose();
                _connection = null;
            }
            if (cancellationToken.IsCancellationRequested) return;
            await Task.Delay(TimeSpan.FromSeconds(0.5 + _random.NextDouble()), TimeProvider.System, CancellationToken.None);
        }
    }

    public void Cut() => _connection?.Cut();

    private async Task OnceAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var turn = await _tally.DialAsync(limit.Token);
        try
        {
            _connection = await FleetConnection.OpenAsync(_broker, _certificate, limit.Token);
        }
        finally
        {
            turn.Dispose();
        }
        (_connections, _offer) = (_connections + 1, 0);
        await _connection.SendAsync(MqttPackets.Connect(Node, KeepAliveSeconds, Topic(SparkplugVerb.Death), _node.NextDeath(Now)), limit.Token);
        _node.Opened();
        var reading = _connection.ReadAsync(TakeAsync, limit.Token);
        var talking = TalkAsync(limit.Token);
        try
        {
            await await Task.WhenAny(reading, talking);
        }
        finally
        {
            await limit.CancelAsync();
            _connection.Cut();
            await Task.WhenAll(reading, talking).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task TalkAsync(CancellationToken cancellationToken)
    {
        var connection = _connection!;
        await connection.SendAsync([.. MqttPackets.Subscribe(NextId(), Topics.Have(Node), Topics.Answer(Node)), .. Offer(acknowledged: false)], cancellationToken);
        await connection.SendAsync([.. MqttPackets.Subscribe(NextId(), Topic(SparkplugVerb.Command), SparkplugTopics.State(Names.HubClient)), .. Say(SparkplugVerb.Birth, _node.Birth(ReadingOf(), Now))], cancellationToken);
        // Boards are not in step.
        var nextData = Passed + FleetPlan.DataEvery * _random.NextDouble();
        var nextOffer = Passed + Repeat;
        var idle = FleetPlan.OfferEvery * (0.5 + (_random.NextDouble() / 2));
        while (true)
        {
            var next = nextData < nextOffer ? nextData : nextOffer;
            var wait = next - Passed;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, TimeProvider.System, cancellationToken);
            if (Passed >= nextData)
            {
                nextData += FleetPlan.DataEvery;
                if (IsServed) await connection.SendAsync(Say(SparkplugVerb.Data, _node.Data(Changes(), Now)), cancellationToken);
            }
            if (Passed < nextOffer) continue;
            if (!IsServed) nextOffer += Repeat;
            else (nextOffer, idle) = (nextOffer + idle, FleetPlan.OfferEvery);
            if (!IsServed || _tally.IdleOffers) await connection.SendAsync(Offer(acknowledged: true), cancellationToken);
        }
    }

    private async Task TakeAsync(int type, byte flags, ReadOnlyMemory<byte> body)
    {
        if (type == MqttPackets.ConnectAck && body.Span[1] != 0) throw new IOException($"refused with {body.Span[1]}");
        if (type == MqttPackets.SubscribeAck && body.Span[2..].Contains((byte)0x80)) _tally.SubscriptionRefused();
        if (type != MqttPackets.Publish) return;
        var (topic, id) = MqttPackets.ReadPublication(flags, body.Span);
        if (id > 0) await _connection!.SendAsync(MqttPackets.PublishAck(id), CancellationToken.None);
        if (topic == Topics.Have(Node))
        {
            _tally.Have();
            if (IsServed) return;
            IsServed = true;
            _tally.Served();
        }
        else if (topic == Topic(SparkplugVerb.Command)) await _connection!.SendAsync(Say(SparkplugVerb.Birth, _node.Birth(ReadingOf(), Now)), CancellationToken.None);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private TimeSpan Passed => TimeProvider.System.GetElapsedTime(_tally.Began);

    private byte[] Offer(bool acknowledged) => MqttPackets.Publication(Topics.Offer(Node), new Offer { Incarnation = _incarnation, Connection = _connections, Number = ++_offer, Head = _head, Version = "1.0.0", TrustVersion = 1 }.ToByteArray(), acknowledged ? NextId() : (ushort)0);

    private byte[] Say(SparkplugVerb verb, byte[] payload) => MqttPackets.Publication(Topic(verb), payload, 0);

    private string Topic(SparkplugVerb verb) => SparkplugTopics.Of(verb, FleetPlan.Group, Node);

    private ushort NextId() => _id = (ushort)(_id % 60_000 + 1);

    private Reading ReadingOf() => new()
    {
        [BoardMetrics.BacklogRecords] = 0L,
        [BoardMetrics.BacklogBytes] = 0L,
        [BoardMetrics.AcceptedToday] = (long)_random.Next(200),
        [BoardMetrics.LinkTechnology] = "lte",
        [BoardMetrics.LinkSignal] = -60 - _random.Next(40),
        [BoardMetrics.DiskFree] = 8_000_000_000L,
        [BoardMetrics.Store] = "ok",
        [BoardMetrics.Temperature] = 40f + _random.Next(20),
        [BoardMetrics.PowerSource] = "mains",
        [BoardMetrics.PowerCharge] = 100,
        [BoardMetrics.ClockState] = "synchronised",
        [BoardMetrics.Devices] = "ok",
        [BoardMetrics.Version] = "1.0.0",
    };

    private List<MetricValue> Changes() => [new(BoardMetrics.Temperature, 40f + _random.Next(20)), new(BoardMetrics.LinkSignal, -60 - _random.Next(40)), new(BoardMetrics.AcceptedToday, (long)_random.Next(200))];
}
