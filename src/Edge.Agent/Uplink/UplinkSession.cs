using System.Buffers;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Health;
using Edge.Agent.Uplink.Objects;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Agent.Uplink;

/// <summary>One connection's life: offer, take in what the hub has, send chunks, release what is receipted.</summary>
internal sealed partial class UplinkSession(IMqttConnection connection, uint number, string node, OfferBuilder voice, TransferScheduler scheduler,
    Prefetcher prefetcher, HeldRecords held, KeptExchange kept, IRecordSpool spool, TrustStore trust, ObjectIntake objects, SparkplugPublisher health, UplinkOptions options, UplinkStatus status,
    TimeProvider time, ILogger logger)
{
    // While something awaits its answer, unsent bytes are looked at this often.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly RetransmitTimer _clock = new(options);
    private Task? _offerAcknowledged;
    private TimeSpan _pause;
    private bool _news;
    private TimeSpan? _newsAt;

    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    /// <summary>Runs until the connection is lost, counts as dead, or the hub asks for a pause; returns that pause.</summary>
    public async Task<TimeSpan> RunAsync(CancellationToken cancellationToken)
    {
        scheduler.ConnectionOpened();
        kept.ConnectionOpened();
        objects.ConnectionOpened();
        prefetcher.Invalidate();
        _clock.Connected(Now);
        // Not waited for: the broker takes packets in their order, and a round trip is a tenth of a short window.
        var subscribed = connection.SubscribeAsync([Topics.Have(node), Topics.Answer(node)], MqttQos.AtLeastOnce, cancellationToken);
        while (!connection.Closed.IsCompleted && _pause == TimeSpan.Zero)
        {
            // Taken before looking at the spool, so that no change falls between looking and waiting.
            var changed = spool.Changed;
            prefetcher.Refill(Now);
            await OfferIfDueAsync(cancellationToken);
            // After the offer and never waited for: its answer is on the way meanwhile.
            await health.SayIfDueAsync(connection, Now, cancellationToken);
            await objects.AskIfDueAsync(connection, node, Now, cancellationToken);
            await SendChunksAsync(cancellationToken);
            if (subscribed.IsFaulted) await subscribed;
            await WaitAsync(changed, cancellationToken);
            while (_pause == TimeSpan.Zero && connection.Messages.TryRead(out var message)) Take(message);
        }
        await subscribed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _pause;
    }

    private async Task OfferIfDueAsync(CancellationToken cancellationToken)
    {
        if (_offerAcknowledged is { IsCompletedSuccessfully: true })
        {
            _clock.OfferAcknowledged(Now);
            _offerAcknowledged = null;
        }
        var due = _clock.NextOffer(scheduler.AwaitsAnswer) <= Now;
        if (due) scheduler.OfferAgain();
        // Drained: the hub should not go on showing a backlog.
        var drained = voice.ToldBacklog > 0 && !scheduler.AwaitsAnswer && spool.Queued.Count == 0;
        if (!due && (!(scheduler.HasUnoffered || kept.HasPage || drained || _news) || _offerAcknowledged is not null)) return;

        var offer = voice.Offer(scheduler, number);
        kept.AddTo(offer);
        offer.TrustVersion = trust.Current.Version;
        _news = false;
        // The first may go out before the broker has answered the connection; unanswered, it is said again like any other.
        var qos = offer.Number == 1 ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce;
        _offerAcknowledged = connection.PublishAsync(Topics.Offer(node), offer.ToByteArray(), qos, retain: false, cancellationToken).AsTask();
        _clock.OfferSent(Now);
        if (_clock.HubAway) status.Update(s => s with { Problem = "the broker answers, the hub does not: it may be down or restarting" });
    }

    private async Task SendChunksAsync(CancellationToken cancellationToken)
    {
        while (scheduler.NextChunk(Now) is { } piece)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(piece.Length);
            try
            {
                prefetcher.Reader(piece.Record).Read(piece.First, buffer.AsSpan(0, piece.Length));
                var chunk = new Chunk
                {
                    Number = piece.Number,
                    RecordId = piece.Record.Manifest.Fields.RecordId,
                    Offset = (ulong)piece.First,
                    Data = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, piece.Length)),
                };
                await connection.PublishAsync(Topics.Chunk(node), chunk.ToByteArray(), MqttQos.AtMostOnce, retain: false, cancellationToken);
            }
            catch (SpoolDamagedException)
            {
                // The quarantine has said so, with the file's place.
                prefetcher.Drop(piece.Record);
            }
            catch (SpoolException e)
            {
                LogNotChecked(piece.Record.Entry.RecordId, e);
                held.Add(piece.Record.Entry.RecordId, Now + Minute, "not readable here");
                prefetcher.Drop(piece.Record);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private async Task WaitAsync(Task spoolChanged, CancellationToken cancellationToken)
    {
        _clock.Unsent(connection.UnsentBytes, Now);
        if (Now >= _clock.DeadAt()) throw new MqttException($"nothing was heard for {options.DeadAfter.TotalSeconds:0} s although something waits for an answer: the link is dead");
        if (_offerAcknowledged is { IsFaulted: true } failed) await failed;

        var until = _clock.NextOffer(scheduler.AwaitsAnswer);
        var wait = until == TimeSpan.MaxValue ? Tick : until - Now;
        if (scheduler.AwaitsAnswer && wait > Tick) wait = Tick;
        if (held.Next(Now) is { } next) wait = Shorter(wait, next - Now);
        if (objects.Due is { } ask) wait = Shorter(wait, ask - Now);
        if (health.Due is { } say) wait = Shorter(wait, say - Now);
        if (wait <= TimeSpan.Zero) return;

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var message = connection.Messages.WaitToReadAsync(done.Token).AsTask();
        await Task.WhenAny(message, spoolChanged, connection.Closed, _offerAcknowledged ?? Never, Task.Delay(wait, time, done.Token));
        await done.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (held.LetGo(Now)) prefetcher.Invalidate();
    }

    private void Take(MqttMessage message)
    {
        if (health.Take(message)) return;
        if (message.Topic == Topics.Answer(node))
        {
            if (objects.Take(message, Now)) TakeNews();
            return;
        }
        Have have;
        try
        {
            have = Decoder.Parse(Have.Parser, message.Payload.Span, "have");
        }
        catch (MalformedException e)
        {
            LogMalformed(e.Message);
            return;
        }
        // Another incarnation's, or an earlier connection's: it says nothing about this one.
        if (have.Incarnation != voice.Incarnation || have.Connection != number) return;

        health.HubSpoke(have.HubRunId);
        var waited = scheduler.AwaitsAnswer;
        objects.Offered(have);
        var result = scheduler.OnHave(have, Now);
        _clock.HaveReceived(Now, waited && have.AnswersOffer > 0 && !scheduler.AwaitsOffer);
        foreach (var (record, receipt) in result.Stored) Release(record, receipt);
        foreach (var (record, reason) in result.Held) Hold(record, reason);
        if (kept.Take(have, Now)) prefetcher.Invalidate();
        if (have.PauseMs > 0)
        {
            _pause = TimeSpan.FromMilliseconds(Math.Min(have.PauseMs, 300_000));
            LogPause(_pause, have.PauseReason);
        }
        status.Update(s => s with
        {
            Problem = null,
            LastHaveAt = time.GetUtcNow(),
            RoundTripMs = _clock.RoundTrip?.TotalMilliseconds,
            BytesPerSecond = scheduler.BytesPerSecond,
            ClockOffsetMs = have.HubTimeMs > 0 ? time.GetUtcNow().ToUnixTimeMilliseconds() - have.HubTimeMs : s.ClockOffsetMs,
            SentBytes = scheduler.SentBytes,
            ResentBytes = scheduler.ResentBytes,
            Held = held.Count,
            HeldReasons = held.Reasons,
        });
    }

    // The hub signs by what a board says it believes: it has to hear of it now. What was not believed before may be from now on.
    private void TakeNews()
    {
        (_news, _newsAt) = (true, Now);
        if (held.LetGo(NotBelieved)) prefetcher.Invalidate();
    }

    // A receipt signed before the hub heard of our new trust file may still be on its way.
    private TimeSpan AfterDisbelief => _newsAt is { } at && Now - at < Minute ? TimeSpan.FromSeconds(2) : Minute;

    private void Release(OutgoingRecord record, SignedReceipt receipt)
    {
        try
        {
            StoredReceipts.Verify(receipt, record.Manifest, trust.Current);
        }
        catch (MalformedException e)
        {
            LogDisbelieved(record.Entry.RecordId, e.Message);
            held.Add(record.Entry.RecordId, Now + AfterDisbelief, NotBelieved);
            prefetcher.Drop(record);
            return;
        }
        try
        {
            spool.Release(record.Entry, receipt);
        }
        catch (SpoolException e)
        {
            // Nothing is lost: it is offered, and receipted, again. Meanwhile the others must reach the hub.
            LogNotReleased(record.Entry.RecordId, e);
            held.Add(record.Entry.RecordId, Now + Minute, "receipt not written down");
            prefetcher.Drop(record);
            return;
        }
        held.Remove(record.Entry.RecordId);
        prefetcher.Drop(record);
        status.Update(s => s with { Receipts = s.Receipts + 1, LastReceiptAt = time.GetUtcNow() });
    }

    private void Hold(OutgoingRecord record, Held reason)
    {
        // A have may say two things of one record; the first took it out.
        if (!scheduler.Contains(record.Entry.RecordId)) return;
        LogHeld(record.Entry.RecordId, reason.Reason, reason.Detail);
        var wait = reason.RetryAfterMs == 0 ? Minute : TimeSpan.FromMilliseconds(Math.Clamp(reason.RetryAfterMs, 1_000, 3_600_000));
        held.Add(record.Entry.RecordId, Now + wait, reason.Reason.ToString());
        if (reason.Reason == HeldReason.Digest)
        {
            try
            {
                prefetcher.Reader(record).CheckDigest();
            }
            catch (SpoolDamagedException)
            {
                // It is not queued any more, so there is nothing left to hold.
                held.Remove(record.Entry.RecordId);
            }
            catch (SpoolException e)
            {
                LogNotChecked(record.Entry.RecordId, e);
            }
        }
        prefetcher.Drop(record);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private const string NotBelieved = "receipt not believed";

    private static readonly Task Never = new TaskCompletionSource().Task;

    [LoggerMessage(LogLevel.Warning, "A message of the hub could not be read and was ignored: {Problem}")]
    private partial void LogMalformed(string problem);

    [LoggerMessage(LogLevel.Error, "The hub's receipt for record {RecordId} was not believed: {Problem}; the record stays queued and is offered again")]
    private partial void LogDisbelieved(Guid recordId, string problem);

    [LoggerMessage(LogLevel.Error, "Record {RecordId} has its receipt, but the store could not write it down; the record stays queued and is offered again in a minute")]
    private partial void LogNotReleased(Guid recordId, Exception exception);

    [LoggerMessage(LogLevel.Error, "Record {RecordId} cannot be read now; it stays queued and is tried again")]
    private partial void LogNotChecked(Guid recordId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The hub holds record {RecordId} back: {Reason} {Detail}; it stays queued and is offered again")]
    private partial void LogHeld(Guid recordId, HeldReason reason, string detail);

    [LoggerMessage(LogLevel.Warning, "The hub asks this board to pause for {Pause}: {Reason}")]
    private partial void LogPause(TimeSpan pause, string reason);
}
