using System.Threading.Channels;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Boards;
using Edge.Hub.Fleet;
using Edge.Hub.Objects;
using Edge.Mqtt;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Ingest;

/// <summary>Listens to the boards, commits what they say in groups, and answers after each commit.</summary>
internal sealed partial class IngestService(IMqttConnector connector, IBroker broker, Ingestor ingestor, ObjectServer objects, HostApplication host, IngestGate gate, IOptions<IngestOptions> options,
    IngestStatus status, HubHealth health, TimeProvider time, ILogger<IngestService> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
    private readonly IngestOptions _options = options.Value;
    private readonly LogThrottle<string> _said = new(time);
    private readonly IngestEcho _echo = new(broker, ingestor, status, health, time);

    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody can ask whether the hub is ready.
        health.Set(IngestEcho.Work, false, "not connected to the broker yet");
        health.Expect(IngestEcho.Work, IngestEcho.Hangs, () => broker.RunsSince);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? lastProblem = null;
        while (true)
        {
            try
            {
                await broker.WaitReadyAsync(stoppingToken);
                await ServeAsync(() => lastProblem = null, stoppingToken);
            }
            catch (MqttException e)
            {
                if (e.Message != lastProblem) LogLost(e.Message);
                lastProblem = e.Message;
            }
            status.Connected = false;
            health.Set(IngestEcho.Work, false, lastProblem ?? "not connected to the broker");
            // Another's broker that is down is no reason to start this hub anew; its own that refuses it is.
            if (!broker.IsOurs) health.Done(IngestEcho.Work);
            await Task.Delay(RetryDelay, time, stoppingToken);
        }
    }

    private async Task ServeAsync(Action connected, CancellationToken cancellationToken)
    {
        // Both queues together hold every window the hub has granted twice, so a slow commit never makes the broker drop.
        var mqtt = broker.HubConnection with { ReceiveQueue = _options.WindowChunks, Will = host.NextWill() };
        await using var connection = await connector.ConnectAsync(mqtt, cancellationToken);
        await connection.SubscribeAsync([Topics.AllOffers, Topics.AllAsks], MqttQos.AtLeastOnce, cancellationToken);
        await connection.SubscribeAsync([Topics.AllChunks], MqttQos.AtMostOnce, cancellationToken);
        await connection.SubscribeAsync([IngestEcho.Topic], MqttQos.AtMostOnce, cancellationToken);
        await host.OpenedAsync(connection, cancellationToken);
        status.Connected = true;
        health.Set(IngestEcho.Work, true, "listening to the boards");
        connected();
        LogListening();

        gate.Reset();
        var passed = Channel.CreateBounded<MqttMessage>(new BoundedChannelOptions(_options.WindowChunks) { SingleReader = true, SingleWriter = true });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = gate.PumpAsync(connection.Messages, passed.Writer, m => host.Take(connection, m), leaving.Token);
        var echo = _echo.RunAsync(connection, leaving.Token);
        try
        {
            await TakeInAsync(connection, passed.Reader, cancellationToken);
        }
        finally
        {
            await leaving.CancelAsync();
            await pump;
            await echo;
            await host.SayGoodbyeAsync(connection);
        }
        throw new MqttException(await connection.Closed);
    }

    private async Task TakeInAsync(IMqttConnection connection, ChannelReader<MqttMessage> messages, CancellationToken cancellationToken)
    {
        var (answers, dropped) = (Task.CompletedTask, 0L);
        var batch = new List<MqttMessage>(_options.BatchMessages);
        var pace = new AckCoalescer();
        var more = messages.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            await UntilDueAsync(more, pace, cancellationToken);
            await answers;
            answers = SayAsync(connection, pace.Due(Now), cancellationToken);
            if (!more.IsCompleted) continue;
            if (!await more && batch.Count == 0) break;
            while (batch.Count < _options.BatchMessages && messages.TryRead(out var message))
            {
                if (message.Topic != IngestEcho.Topic) batch.Add(message);
            }
            // An echo alone is no reason for a commit.
            var (taken, haves, refused) = batch.Count == 0 ? Processed.Nothing : await ingestor.ProcessAsync(batch, cancellationToken);
            var done = batch.GetRange(0, taken);
            batch.RemoveRange(0, taken);
            gate.Answered(done, haves);
            foreach (var (node, count) in refused) gate.Refused(node, count);
            health.Done(IngestEcho.Work);
            dropped = NoteDropped(dropped, connection.ReceiveDropped);
            await answers;
            answers = Task.WhenAll(SayAsync(connection, pace.Take(done, haves, Now), cancellationToken),
                AnswerAsync(connection, done.SelectMany(objects.Answers), cancellationToken));
            more = batch.Count > 0 ? Task.FromResult(true) : messages.WaitToReadAsync(cancellationToken).AsTask();
        }
        await answers;
    }

    // Until there is something to take in, or an answer that was put off is due.
    private async Task UntilDueAsync(Task more, AckCoalescer pace, CancellationToken cancellationToken)
    {
        if (pace.Next is not { } next)
        {
            await Task.WhenAny(more);
            return;
        }
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = next - Now;
        await Task.WhenAny(more, Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, done.Token));
        await done.CancelAsync();
    }

    private long NoteDropped(long before, long now)
    {
        if (now == before) return now;
        status.Dropped(now - before);
        if (_said.May("dropped", now - before, out var sum)) LogDropped(sum);
        return now;
    }

    private Task SayAsync(IMqttConnection connection, IReadOnlyList<(string Node, Have Have)> answers, CancellationToken cancellationToken) =>
        Task.WhenAll(answers.Select(a => SayAsync(connection, a.Node, Topics.Have(a.Node), a.Have, cancellationToken)));

    private Task AnswerAsync(IMqttConnection connection, IEnumerable<(string Node, Answer Answer)> answers, CancellationToken cancellationToken) =>
        Task.WhenAll(answers.Select(a => SayAsync(connection, a.Node, Topics.Answer(a.Node), a.Answer, cancellationToken)));

    // What the broker refuses of one board is that board's loss; the connection is everybody's.
    private async Task SayAsync(IMqttConnection connection, string node, string topic, IMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await connection.PublishAsync(topic, message.ToByteArray(), MqttQos.AtLeastOnce, retain: false, cancellationToken);
        }
        catch (MqttException e)
        {
            // A connection that is lost fails what is under way a moment before it says so itself.
            if (await Task.WhenAny(connection.Closed, Task.Delay(RetryDelay, time, cancellationToken)) == connection.Closed) throw;
            ingestor.NoteUnsaid(node, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Listening to the boards")]
    private partial void LogListening();

    [LoggerMessage(LogLevel.Warning, "No connection to the broker: {Problem}; trying again")]
    private partial void LogLost(string problem);

    [LoggerMessage(LogLevel.Warning, "{Count} messages of boards were lost since this was last said, because they came faster than the hub takes them in; boards send again what is not answered")]
    private partial void LogDropped(long count);
}
