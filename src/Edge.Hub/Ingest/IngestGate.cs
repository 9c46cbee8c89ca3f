using System.Threading.Channels;
using Edge.Contracts.Sparkplug;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Ingest;

/// <summary>Stands between the broker's connection and ingest: a board that exceeds its grant gets no further, and what it sends crowds nobody out.</summary>
internal sealed class IngestGate(IOptions<IngestOptions> options, Evictor evictor, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly FloodPolicy _policy = new(options.Value);

    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    /// <summary>Hands on what may pass, in the order of its arrival, until there is no more; then <paramref name="to"/> is complete. What <paramref name="aside"/> takes is no record's and goes no further.</summary>
    public async Task PumpAsync(ChannelReader<MqttMessage> from, ChannelWriter<Arrival> to, Predicate<Arrival> aside, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in from.ReadAllAsync(cancellationToken))
            {
                if (Arrival.Of(message) is { } arrival && Passes(arrival) && !aside(arrival)) await to.WriteAsync(arrival, cancellationToken);
            }
            to.Complete();
        }
        catch (Exception e)
        {
            to.Complete(e);
        }
    }

    /// <summary>These messages, which had passed, are committed, and these answers are about to be given.</summary>
    public void Answered(IReadOnlyList<BoardArrival> messages, IReadOnlyList<(string Node, Have Have)> answers)
    {
        lock (_gate)
        {
            foreach (var message in messages.Where(m => m.Kind != MessageKind.Ask)) _policy.Done(message.Node, message.Kind == MessageKind.Offer, message.Bytes);
            foreach (var (node, have) in answers) _policy.Answered(node, have, Now);
        }
    }

    /// <summary>So much of what the board offered was refused.</summary>
    public void Refused(string node, int count)
    {
        Eviction? eviction;
        lock (_gate) eviction = _policy.Refused(node, count, Now);
        if (eviction is not null) evictor.Evict(eviction);
    }

    /// <summary>A new connection to the broker: what was queued of the old one is gone.</summary>
    public void Reset()
    {
        lock (_gate) _policy.Forget();
    }

    private bool Passes(Arrival arrival)
    {
        // A board retains nothing, and what one did would be taken for said just now, at each of the hub's connections.
        if (arrival.Message.Retained && arrival is HealthArrival or BoardArrival) return false;
        Verdict verdict;
        lock (_gate) verdict = Judge(arrival);
        if (verdict.Eviction is { } eviction) evictor.Evict(eviction);
        return verdict.IsTaken;
    }

    private Verdict Judge(Arrival arrival) => arrival switch
    {
        HealthArrival health => _policy.JudgeHealth(health.Node, health.Verb == SparkplugVerb.Death, Now),
        BoardArrival { Kind: MessageKind.Ask } ask => _policy.JudgeAsk(ask.Node, Now),
        BoardArrival board => _policy.Judge(board.Node, board.Kind == MessageKind.Offer, board.Bytes, Now),
        _ => Verdict.Take,
    };
}
