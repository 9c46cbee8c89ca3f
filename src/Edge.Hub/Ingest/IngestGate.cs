using System.Threading.Channels;
using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Edge.Contracts.Wire;
using Edge.Hub.Broker;
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
    public async Task PumpAsync(ChannelReader<MqttMessage> from, ChannelWriter<MqttMessage> to, Predicate<MqttMessage> aside, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in from.ReadAllAsync(cancellationToken))
            {
                if (Passes(message) && !aside(message)) await to.WriteAsync(message, cancellationToken);
            }
            to.Complete();
        }
        catch (Exception e)
        {
            to.Complete(e);
        }
    }

    /// <summary>These messages, which had passed, are committed, and these answers are about to be given.</summary>
    public void Answered(IReadOnlyList<MqttMessage> messages, IReadOnlyList<(string Node, Have Have)> answers)
    {
        lock (_gate)
        {
            foreach (var message in messages)
            {
                if (Topics.TryParse(message.Topic, out var node, out var leaf)) {
                    if (leaf != "ask") _policy.Done(node, leaf == "offer", message.Payload.Length);
                }
            }
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

    private bool Passes(MqttMessage message)
    {
        if (message.Topic is IngestEcho.Topic || message.Topic == BrokerFiles.StateTopic) return true;
        // A board retains nothing, and what one did would be taken for said just now, at each of the hub's connections.
        if (message.Retained) return false;
        Verdict verdict;
        if (SparkplugTopics.TryParse(message.Topic, out var verb, out _, out var node))
        {
            lock (_gate) verdict = _policy.JudgeHealth(node, verb == SparkplugVerb.Death, Now);
        }
        else if (!Topics.TryParse(message.Topic, out node, out var leaf)) return false;
        else lock (_gate) verdict = leaf == "ask" ? _policy.JudgeAsk(node, Now) : _policy.Judge(node, leaf == "offer", message.Payload.Length, Now);
        if (verdict.Eviction is { } eviction) evictor.Evict(eviction);
        return verdict.IsTaken;
    }
}
