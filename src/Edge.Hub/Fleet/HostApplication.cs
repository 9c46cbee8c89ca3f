using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Edge.Hub.Boards;
using Edge.Hub.Broker;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Hub.Fleet;

/// <summary>The hub's side of Sparkplug B on ingest's connection: says whether the hub is there, listens to the boards' health, and asks for a birth where something is missing. It gates nothing of records.</summary>
internal sealed partial class HostApplication(FleetState book, NodeRegistry nodes, TimeProvider time, ILogger<HostApplication> logger)
{
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);

    private long _connectedAtMs;
    private volatile IMqttConnection? _connection;
    private long _rebirths;

    /// <summary>Births asked for since the hub started.</summary>
    public long Rebirths => Interlocked.Read(ref _rebirths);

    /// <summary>What the broker says for the next connection once it is lost.</summary>
    public MqttWill NextWill()
    {
        _connectedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        return new MqttWill(BrokerFiles.StateTopic, new HostState(false, _connectedAtMs).Encode(), MqttQos.AtLeastOnce, Retain: true);
    }

    /// <summary>Connected: listens, then says so. A broker that allows neither is no reason to take no records.</summary>
    public async Task OpenedAsync(IMqttConnection connection, CancellationToken cancellationToken)
    {
        book.ListenAnew(time.GetUtcNow());
        _connection = connection;
        try
        {
            await connection.SubscribeAsync([.. SparkplugTopics.AllOfBoards, BrokerFiles.StateTopic], MqttQos.AtLeastOnce, cancellationToken);
            await SayAsync(connection, new HostState(true, _connectedAtMs), cancellationToken);
        }
        catch (MqttException e) when (!connection.Closed.IsCompleted)
        {
            LogRefused(e.Message);
        }
    }

    /// <summary>Before a disconnect in order, which makes the broker forget the will.</summary>
    public async Task SayGoodbyeAsync(IMqttConnection connection)
    {
        if (connection.Closed.IsCompleted) return;
        using var limit = new CancellationTokenSource(GoodbyeLimit, time);
        try
        {
            await SayAsync(connection, new HostState(false, time.GetUtcNow().ToUnixTimeMilliseconds()), limit.Token);
        }
        catch (Exception e) when (e is MqttException or OperationCanceledException)
        {
            // Lost: the will says it.
        }
    }

    /// <summary>Asks a board for a birth.</summary>
    /// <returns>False where there is no connection to ask over.</returns>
    public async Task<bool> AskAsync(string group, string node)
    {
        if (_connection is not { Closed.IsCompleted: false } connection) return false;
        try
        {
            await AskAsync(connection, group, node);
            return true;
        }
        catch (MqttException)
        {
            return false;
        }
    }

    /// <summary>Takes what is said of the hub itself. Returns at once.</summary>
    public void TakeState(IMqttConnection connection, MqttMessage message)
    {
        if (!Claims(message)) _ = GuardedAsync(SayAsync(connection, new HostState(true, _connectedAtMs), CancellationToken.None));
    }

    /// <summary>Takes a board's health. Returns at once.</summary>
    public void TakeHealth(IMqttConnection connection, SparkplugVerb verb, string group, string node, ReadOnlySpan<byte> payload)
    {
        // The broker's list sees to both; another's broker may not.
        if (nodes.Nodes.GetValueOrDefault(node) is not { Revoked: false } known || known.Group != group) return;
        if (book.Take(verb, node, payload, time.GetUtcNow())) _ = GuardedAsync(AskAsync(connection, group, node));
    }

    // An old will of our own that came late, or anything else that is no "online": said again.
    private static bool Claims(MqttMessage message)
    {
        try
        {
            return HostState.Decode(message.Payload).Online || message.Retained;
        }
        catch (MalformedException)
        {
            return false;
        }
    }

    private static Task SayAsync(IMqttConnection connection, HostState state, CancellationToken cancellationToken) =>
        connection.PublishAsync(BrokerFiles.StateTopic, state.Encode(), MqttQos.AtLeastOnce, retain: true, cancellationToken).AsTask();

    private Task AskAsync(IMqttConnection connection, string group, string node)
    {
        Interlocked.Increment(ref _rebirths);
        var now = (ulong)time.GetUtcNow().ToUnixTimeMilliseconds();
        var command = new SparkplugPayload { Timestamp = now };
        command.Metrics.Add(new SparkplugMetric { Name = SparkplugNames.Rebirth, Timestamp = now, Datatype = (uint)SparkplugType.Boolean, BooleanValue = true });
        return connection.PublishAsync(SparkplugTopics.Of(SparkplugVerb.Command, group, node), command.ToByteArray(), MqttQos.AtMostOnce, retain: false, CancellationToken.None).AsTask();
    }

    private static async Task GuardedAsync(Task said)
    {
        try
        {
            await said;
        }
        catch (MqttException)
        {
            // Said again on the next connection, or at the board's next word.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The broker does not let the hub listen to the boards' health: {Problem}; give it the access list of docs/protocol.md. Records are not affected")]
    private partial void LogRefused(string problem);
}
