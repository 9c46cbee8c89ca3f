using Edge.Agent.Uplink.Transfer;
using Edge.Contracts;
using Edge.Mqtt;

namespace Edge.Agent.Uplink;

/// <summary>One connection's life: whoever has something to say says it, in the order that serves the records, then what arrives is handed to whom it is for.</summary>
/// <param name="succession">What follows it when it falls mute; null where it ends then.</param>
internal sealed class UplinkSession(IMqttConnection connection, uint number, RecordTransfer transfer, IReadOnlyList<IUplinkPart> parts, TimeProvider time, Succession? succession = null)
{
    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    /// <summary>Runs until the connection is lost, counts as dead, has a successor, or the hub asks for a pause; returns that pause.</summary>
    /// <exception cref="MqttException">The connection is lost.</exception>
    public async Task<TimeSpan> RunAsync(CancellationToken cancellationToken)
    {
        transfer.Opened(number, Now);
        foreach (var part in parts) part.Opened();
        // Not waited for: the broker takes packets in their order, and a round trip is a tenth of a short window.
        var subscribed = connection.SubscribeAsync([Topics.Have(transfer.Node), Topics.Answer(transfer.Node)], MqttQos.AtLeastOnce, cancellationToken);
        while (!connection.Closed.IsCompleted && succession?.Next.IsCompleted != true && transfer.Pause == TimeSpan.Zero)
        {
            // Taken before looking at the spool, so that no change falls between looking and waiting.
            var changed = transfer.SpoolChanged;
            transfer.Look(Now);
            transfer.OfferIfDue(connection, Now, cancellationToken);
            // After the offer and never waited for: its answer is on the way meanwhile.
            foreach (var part in parts) await part.SayIfDueAsync(connection, Now, cancellationToken);
            await transfer.SendChunksAsync(connection, Now, cancellationToken);
            if (subscribed.IsFaulted) await subscribed;
            await WaitAsync(changed, cancellationToken);
            while (transfer.Pause == TimeSpan.Zero && connection.Messages.TryRead(out var message)) Take(message);
        }
        // A mute one that is still open would never answer.
        if (succession?.Next.IsCompleted != true) await subscribed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return transfer.Pause;
    }

    private async Task WaitAsync(Task spoolChanged, CancellationToken cancellationToken)
    {
        var mute = await CheckLinkAsync(cancellationToken);
        var wait = transfer.Wait(Now);
        if (mute && wait > Succession.Glance) wait = Succession.Glance;
        foreach (var part in parts)
        {
            if (part.Due is { } due && due - Now is var sooner && sooner < wait) wait = sooner;
        }
        if (wait <= TimeSpan.Zero) return;

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var message = connection.Messages.WaitToReadAsync(done.Token).AsTask();
        await Task.WhenAny(message, spoolChanged, connection.Closed, transfer.Acknowledged, succession is null ? connection.Closed : succession.Next, Task.Delay(wait, time, done.Token));
        await done.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    // True while nothing is heard of it although something waits for an answer.
    private async Task<bool> CheckLinkAsync(CancellationToken cancellationToken)
    {
        var problem = await transfer.CheckLinkAsync(connection.UnsentBytes, Now);
        if (problem is not null && succession is null) throw new MqttException(problem);
        if (problem is not null) succession!.Begin(problem, cancellationToken);
        else if (succession is { IsBegun: true } && !connection.Closed.IsCompleted) await succession.EndAsync();
        return problem is not null;
    }

    private void Take(MqttMessage message)
    {
        foreach (var part in parts)
        {
            if (part.Take(message, Now)) return;
        }
        if (transfer.Read(message) is not { } have) return;
        foreach (var part in parts) part.Heard(have);
        transfer.Take(have, Now);
    }
}
