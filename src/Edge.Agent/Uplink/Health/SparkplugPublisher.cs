using Edge.Agent.Identity;
using Edge.Agent.Power;
using Edge.Agent.Telemetry;
using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink.Health;

/// <summary>Tells the hub how the board is, on the uplink's connection: a birth after the first offer, then what changes. It waits for nobody, and nothing of a record waits for it.</summary>
internal sealed partial class SparkplugPublisher(AgentIdentity identity, Func<Reading> readings, BoardPower power, IOptions<TelemetryOptions> options, TimeProvider time, ILogger<SparkplugPublisher> logger) : IUplinkPart
{
    // A hub that asks again and again gets a birth this often.
    private static readonly TimeSpan RebirthPause = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(1);

    // The newest reading is in memory; what is new in it is not to wait for the next look at the whole board.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    private static readonly string State = SparkplugTopics.State(Names.HubClient);

    private readonly SparkplugNode _node = new();
    private readonly string _command = Topic(identity, SparkplugVerb.Command);
    private ReportPolicy _policy = new(() => power.Telemetry(options.Value.Interval));
    private volatile string? _powerTold;
    private HostState? _host;
    private ByteString? _run;
    private string? _malformed;
    private bool _connected, _birthDue = true;
    private TimeSpan? _bornAt;
    private TimeSpan _lookedAt;

    /// <summary>The last will of the next connection: one for each attempt.</summary>
    public MqttWill NextWill() => new(Topic(identity, SparkplugVerb.Death), _node.NextDeath(time.GetUtcNow()), MqttQos.AtLeastOnce, Retain: false);

    /// <summary>The last attempt has become the connection: what is said begins anew.</summary>
    public void Opened()
    {
        (_connected, _birthDue, _bornAt, _host) = (false, true, null, null);
        _powerTold = null;
        _policy = new ReportPolicy(() => power.Telemetry(options.Value.Interval));
        _node.Opened();
    }

    /// <summary>What the hub was last told of the board's power mode, on this connection; null where nothing.</summary>
    public string? PowerTold => _powerTold;

    /// <summary>When there may next be something to say; null while the hub is away, or before the birth.</summary>
    public TimeSpan? Due => !_connected || HubIsAway ? null : _birthDue ? Later(_lookedAt, (_bornAt ?? _lookedAt) + RebirthPause) : _lookedAt + Glance;

    /// <summary>Says what is due. QoS 0: it is queued behind what was said before, and not waited for.</summary>
    public async ValueTask SayIfDueAsync(IMqttConnection connection, TimeSpan now, CancellationToken cancellationToken)
    {
        if (_connected && !(Due <= now)) return;
        if (!_connected) _ = ListenAsync(connection, cancellationToken);
        (_connected, _lookedAt) = (true, now);
        if (HubIsAway) return;
        var reading = readings();
        if (_birthDue)
        {
            _powerTold = reading[BoardMetrics.PowerMode] as string;
            (_birthDue, _bornAt) = (false, now);
            _policy.Born(reading, now);
            await SayAsync(connection, SparkplugVerb.Birth, _node.Birth(reading, time.GetUtcNow()), cancellationToken);
        }
        else if (_policy.Changes(reading, now) is { Count: > 0 } changes)
        {
            if (changes.Any(c => c.Metric == BoardMetrics.PowerMode)) _powerTold = reading[BoardMetrics.PowerMode] as string;
            await SayAsync(connection, SparkplugVerb.Data, _node.Data(changes, time.GetUtcNow()), cancellationToken);
        }
    }

    bool IUplinkPart.Take(MqttMessage message, TimeSpan now) => Take(message);

    void IUplinkPart.Heard(Have have) => HubSpoke(have.HubRunId);

    /// <summary>True where the message was ours: a host's command, or its state.</summary>
    public bool Take(MqttMessage message)
    {
        if (message.Topic != _command && message.Topic != State) return false;
        try
        {
            if (message.Topic == State) TakeState(HostState.Decode(message.Payload));
            else if (SparkplugRules.AsksForRebirth(SparkplugRules.Parse(message.Payload.Span))) (_birthDue, _host) = (true, null);
        }
        catch (MalformedException e)
        {
            // Whoever sends one can send many: said when it is another one.
            if (_malformed != e.Message) LogMalformed(message.Topic, e.Message);
            _malformed = e.Message;
        }
        return true;
    }

    /// <summary>The hub has answered, in this run of it. One that has been started anew has forgotten us, and one that speaks is there, whatever its STATE says and whatever its clock.</summary>
    public void HubSpoke(ByteString run)
    {
        if (HubIsAway || (_run is not null && _run != run)) (_birthDue, _host) = (true, null);
        _run = run;
    }

    /// <summary>Before a disconnect in order, which makes the broker forget the will.</summary>
    public async ValueTask SayGoodbyeAsync(IMqttConnection connection)
    {
        if (_bornAt is null || connection.Closed.IsCompleted) return;
        using var limit = new CancellationTokenSource(GoodbyeLimit, time);
        try
        {
            await SayAsync(connection, SparkplugVerb.Death, _node.Death(time.GetUtcNow()), limit.Token);
        }
        catch (Exception e) when (e is MqttException or OperationCanceledException)
        {
            // Lost, or hopelessly slow: the will says it.
        }
    }

    // A packet of its own, not waited for: a broker that refuses it must not cost a record's connection.
    private async Task ListenAsync(IMqttConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SubscribeAsync([_command, State], MqttQos.AtLeastOnce, cancellationToken);
        }
        catch (Exception e) when (e is MqttException or OperationCanceledException)
        {
            if (!connection.Closed.IsCompleted && !cancellationToken.IsCancellationRequested) LogRefused(e.Message);
        }
    }

    private bool HubIsAway => _host is { Online: false };

    private void TakeState(HostState state)
    {
        // A will that was late: what was said after it stands. Only wills come late, and the hub's clock may have been set back since.
        if (!state.Online && _host is { Online: true } known && state.TimestampMs < known.TimestampMs) return;
        // While it was away nobody heard us: from the beginning again.
        if (state.Online && HubIsAway) _birthDue = true;
        _host = state;
    }

    private ValueTask SayAsync(IMqttConnection connection, SparkplugVerb verb, byte[] payload, CancellationToken cancellationToken) =>
        connection.PublishAsync(Topic(identity, verb), payload, MqttQos.AtMostOnce, retain: false, cancellationToken);

    private static string Topic(AgentIdentity identity, SparkplugVerb verb) => SparkplugTopics.Of(verb, identity.Group, identity.Node);

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    [LoggerMessage(LogLevel.Warning, "The broker does not let this board hear whether the hub wants its health: {Problem}; records are not affected")]
    private partial void LogRefused(string problem);

    [LoggerMessage(LogLevel.Warning, "A message on {Topic} could not be read and was ignored: {Problem}")]
    private partial void LogMalformed(string topic, string problem);
}
