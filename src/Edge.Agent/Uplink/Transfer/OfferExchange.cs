using Edge.Agent.Telemetry;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>Says on a connection what waits, again where no answer comes, and takes in what the hub answers.</summary>
internal sealed partial class OfferExchange(OfferBuilder voice, TransferScheduler scheduler, KeptExchange kept, Settlement settlement, IOptions<UplinkOptions> options,
    UplinkStatus status, TimeProvider time, ILogger<OfferExchange> logger)
{
    // While something awaits its answer, unsent bytes are looked at this often.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly UplinkOptions _options = options.Value;
    private RetransmitTimer _clock = new(options.Value);
    private Task? _acknowledged;
    private uint _connection;

    public string Node => voice.Node;

    /// <summary>Completes when the broker has taken, or lost, the last offer.</summary>
    public Task Acknowledged => _acknowledged ?? Never;

    /// <summary>How long the hub wants this board to stay away; zero while it does not.</summary>
    public TimeSpan Pause { get; private set; }

    public void Opened(uint connection, TimeSpan now)
    {
        scheduler.ConnectionOpened();
        kept.ConnectionOpened();
        (_connection, _acknowledged, Pause) = (connection, null, TimeSpan.Zero);
        _clock = new RetransmitTimer(_options);
        _clock.Connected(now);
    }

    /// <summary>Says what is due, and waits for nothing.</summary>
    public void OfferIfDue(IMqttConnection connection, TimeSpan now, CancellationToken cancellationToken)
    {
        if (_acknowledged is { IsCompletedSuccessfully: true })
        {
            _clock.OfferAcknowledged(now);
            _acknowledged = null;
        }
        var due = _clock.NextOffer(scheduler.AwaitsAnswer) <= now;
        if (due) scheduler.OfferAgain();
        // Drained: the hub should not go on showing a backlog.
        var drained = voice.BacklogIsGone && !scheduler.AwaitsAnswer;
        if (due || ((scheduler.HasUnoffered || kept.HasPage || drained || voice.PulledSinceTold) && _acknowledged is null)) Say(connection, now, cancellationToken);
    }

    /// <summary>Chunks are sent next.</summary>
    public void BeforeChunks(TimeSpan now)
    {
        if (!scheduler.AwaitsAnswer) _clock.SendingBegins(now);
    }

    /// <summary>Why the link seems dead; null while it does not.</summary>
    /// <exception cref="MqttException">An offer did not leave.</exception>
    public async Task<string?> CheckLinkAsync(long unsentBytes, TimeSpan now)
    {
        _clock.Unsent(unsentBytes, now);
        if (_acknowledged is { IsFaulted: true } failed) await failed;
        return now >= _clock.DeadAt() ? $"nothing was heard for {_options.DeadAfter.TotalSeconds:0} s although something waits for an answer: the link is dead" : null;
    }

    /// <summary>How long there is nothing to do unless something happens.</summary>
    public TimeSpan Wait(TimeSpan now)
    {
        var until = _clock.NextOffer(scheduler.AwaitsAnswer);
        var wait = until == TimeSpan.MaxValue ? Tick : until - now;
        return scheduler.AwaitsAnswer && wait > Tick ? Tick : wait;
    }

    /// <summary>A have that is meant for this connection; null where the message is none.</summary>
    public Have? Read(MqttMessage message)
    {
        try
        {
            var have = Decoder.Parse(Have.Parser, message.Payload.Span, "have");
            // Another incarnation's, or an earlier connection's: it says nothing about this one.
            return have.Incarnation == voice.Incarnation && have.Connection == _connection ? have : null;
        }
        catch (MalformedException e)
        {
            LogMalformed(e.Message);
            return null;
        }
    }

    public void Take(Have have, TimeSpan now)
    {
        var waited = scheduler.AwaitsAnswer;
        var result = scheduler.OnHave(have, now);
        _clock.HaveReceived(now, waited && have.AnswersOffer > 0 && !scheduler.AwaitsOffer);
        settlement.Take(result, now);
        if (kept.Take(have, now)) settlement.LookAgain();
        if (have.PauseMs > 0)
        {
            Pause = TimeSpan.FromMilliseconds(Math.Min(have.PauseMs, 300_000));
            LogPause(Pause, have.PauseReason);
        }
        Report(have);
    }

    private void Say(IMqttConnection connection, TimeSpan now, CancellationToken cancellationToken)
    {
        var offer = voice.Offer(scheduler, _connection);
        kept.AddTo(offer);
        // The first may go out before the broker has answered the connection; unanswered, it is said again like any other.
        var qos = offer.Number == 1 ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce;
        _acknowledged = connection.PublishAsync(Topics.Offer(Node), offer.ToByteArray(), qos, retain: false, cancellationToken).AsTask();
        _clock.OfferSent(now);
        if (_clock.HubAway) status.Update(s => s with { Problem = "the broker answers, the hub does not: it may be down or restarting" });
    }

    private void Report(Have have) => status.Update(s => s with
    {
        Problem = null,
        LastHaveAt = time.GetUtcNow(),
        RoundTripMs = _clock.RoundTrip?.TotalMilliseconds,
        BytesPerSecond = scheduler.BytesPerSecond,
        ClockOffsetMs = have.HubTimeMs > 0 ? time.GetUtcNow().ToUnixTimeMilliseconds() - have.HubTimeMs : s.ClockOffsetMs,
        SentBytes = scheduler.SentBytes,
        ResentBytes = scheduler.ResentBytes,
        Held = settlement.Held.Count,
        HeldReasons = settlement.Held.Reasons,
    });

    [LoggerMessage(LogLevel.Warning, "A message of the hub could not be read and was ignored: {Problem}")]
    private partial void LogMalformed(string problem);

    [LoggerMessage(LogLevel.Warning, "The hub asks this board to pause for {Pause}: {Reason}")]
    private partial void LogPause(TimeSpan pause, string reason);
}
