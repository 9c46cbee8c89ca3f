using Edge.Agent.Uplink.Transfer;
using Edge.Contracts;
using Edge.Mqtt;

namespace Edge.Agent.Uplink;

/// <summary>One connection's life: whoever has something to say says it, in the order that serves the records, then what arrives is handed to whom it is for.</summary>
internal sealed class UplinkSession(IMqttConnection connection, uint number, RecordTransfer transfer, IReadOnlyList<IUplinkPart> parts, TimeProvider time)
{
    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    /// <summary>Runs until the connection is lost, counts as dead, or the hub asks for a pause; returns that pause.</summary>
    public async Task<TimeSpan> RunAsync(CancellationToken cancellationToken)
    {
        transfer.Opened(number, Now);
        foreach (var part in parts) part.Opened();
        // Not waited for: the broker takes packets in their order, and a round trip is a tenth of a short window.
        var subscribed = connection.SubscribeAsync([Topics.Have(transfer.Node), Topics.Answer(transfer.Node)], MqttQos.AtLeastOnce, cancellationToken);
        while (!connection.Closed.IsCompleted && transfer.Pause == TimeSpan.Zero)
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
        await subscribed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return transfer.Pause;
    }

    private async Task WaitAsync(Task spoolChanged, CancellationToken cancellationToken)
    {
        await transfer.CheckLinkAsync(connection.UnsentBytes, Now);
        var wait = transfer.Wait(Now);
        foreach (var part in parts)
        {
            if (part.Due is { } due && due - Now is var sooner && sooner < wait) wait = sooner;
        }
        if (wait <= TimeSpan.Zero) return;

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var message = connection.Messages.WaitToReadAsync(done.Token).AsTask();
        await Task.WhenAny(message, spoolChanged, connection.Closed, transfer.Acknowledged, Task.Delay(wait, time, done.Token));
        await done.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
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
