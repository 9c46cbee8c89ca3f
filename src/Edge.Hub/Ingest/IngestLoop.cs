using System.Threading.Channels;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Ingest;

/// <summary>Serves the boards on one connection: what passes the gate is committed in groups, and answered after each commit.</summary>
internal sealed class IngestLoop(Ingestor ingestor, IngestGate gate, AnswerSender sender, IngestEcho echo, IngestJournal journal, IOptions<IngestOptions> options, TimeProvider time)
{
    private readonly IngestOptions _options = options.Value;

    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    /// <summary>Returns once no more messages come. What <paramref name="aside"/> takes is no record's.</summary>
    /// <exception cref="MqttException">The connection is lost.</exception>
    public async Task RunAsync(IMqttConnection connection, Predicate<Arrival> aside, CancellationToken cancellationToken)
    {
        gate.Reset();
        // This queue and the connection's together hold every window the hub has granted twice, so a slow commit never makes the broker drop.
        var passed = Channel.CreateBounded<Arrival>(new BoundedChannelOptions(_options.WindowChunks) { SingleReader = true, SingleWriter = true });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = gate.PumpAsync(connection.Messages, passed.Writer, aside, leaving.Token);
        try
        {
            await TakeInAsync(connection, passed.Reader, cancellationToken);
        }
        finally
        {
            await leaving.CancelAsync();
            await pump;
        }
    }

    private async Task TakeInAsync(IMqttConnection connection, ChannelReader<Arrival> messages, CancellationToken cancellationToken)
    {
        var (answers, dropped) = (Task.CompletedTask, 0L);
        var batch = new List<BoardArrival>(_options.BatchMessages);
        var pace = new AckCoalescer();
        var more = messages.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            await UntilDueAsync(more, pace, cancellationToken);
            await answers;
            answers = sender.SayAsync(connection, pace.Due(Now), cancellationToken);
            if (!more.IsCompleted) continue;
            if (!await more && batch.Count == 0) break;
            while (batch.Count < _options.BatchMessages && messages.TryRead(out var message))
            {
                if (message is BoardArrival said) batch.Add(said);
            }
            // An echo alone is no reason for a commit.
            var (taken, haves, refused) = batch.Count == 0 ? Processed.Nothing : await MeasuredAsync(batch, messages, cancellationToken);
            var done = batch.GetRange(0, taken);
            batch.RemoveRange(0, taken);
            gate.Answered(done, haves);
            foreach (var (node, count) in refused) gate.Refused(node, count);
            echo.Done();
            if (connection.ReceiveDropped is var now && now != dropped) journal.Dropped(now - dropped);
            dropped = now;
            await answers;
            answers = Task.WhenAll(sender.SayAsync(connection, pace.Take(done, haves, Now), cancellationToken), sender.AnswerAsync(connection, done, cancellationToken));
            more = batch.Count > 0 ? Task.FromResult(true) : messages.WaitToReadAsync(cancellationToken).AsTask();
        }
        await answers;
    }

    private async Task<Processed> MeasuredAsync(List<BoardArrival> batch, ChannelReader<Arrival> messages, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var processed = await ingestor.ProcessAsync(batch, cancellationToken);
        IngestMeter.Processed(processed.Taken, time.GetElapsedTime(since), batch.Count - processed.Taken + messages.Count);
        return processed;
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
}
