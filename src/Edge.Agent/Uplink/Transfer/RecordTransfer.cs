using Edge.Agent.Spool;
using Edge.Contracts.Wire;
using Edge.Mqtt;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>The way of the records on the uplink's connection: offered, answered, sent, settled. It outlives connections, so that nothing the hub has acknowledged travels again.</summary>
internal sealed class RecordTransfer(IRecordSpool spool, Prefetcher prefetcher, Settlement settlement, OfferExchange offers, ChunkSender chunks)
{
    private TimeSpan _backpressure;

    public string Node => offers.Node;

    /// <summary>Completes when the spool's queue has changed after the call.</summary>
    public Task SpoolChanged => spool.Changed;

    /// <summary>Completes when the broker has taken, or lost, the last offer.</summary>
    public Task Acknowledged => offers.Acknowledged;

    /// <summary>How long the hub wants this board to stay away; zero while it does not.</summary>
    public TimeSpan Pause => offers.Pause;

    public void Opened(uint connection, TimeSpan now)
    {
        offers.Opened(connection, now);
        settlement.Opened();
        prefetcher.Invalidate();
    }

    /// <summary>Looks at what waits. It reads and checks records, which takes the disk a while: no time that is measured may have it within.</summary>
    public void Look(TimeSpan now)
    {
        settlement.NoticeTrust(now);
        prefetcher.LetGo(now);
        prefetcher.Refill(now);
    }

    /// <summary>Says what is due, and waits for nothing.</summary>
    public void OfferIfDue(IMqttConnection connection, TimeSpan now, CancellationToken cancellationToken) => offers.OfferIfDue(connection, now, cancellationToken);

    /// <summary>Sends what the hub's grant and the link allow.</summary>
    /// <exception cref="MqttException">The connection is lost.</exception>
    public async Task SendChunksAsync(IMqttConnection connection, TimeSpan now, CancellationToken cancellationToken)
    {
        offers.BeforeChunks(now);
        _backpressure = await chunks.SendAsync(connection, cancellationToken);
    }

    /// <summary>Why the link seems dead; null while it does not.</summary>
    /// <exception cref="MqttException">An offer did not leave.</exception>
    public Task<string?> CheckLinkAsync(long unsentBytes, TimeSpan now) => offers.CheckLinkAsync(unsentBytes, now);

    /// <summary>How long there is nothing to do unless something happens.</summary>
    public TimeSpan Wait(TimeSpan now)
    {
        var wait = offers.Wait(now);
        if (_backpressure > TimeSpan.Zero && _backpressure < wait) wait = _backpressure;
        return prefetcher.NextHeld(now) is { } next && next - now < wait ? next - now : wait;
    }

    /// <summary>A have that is meant for this connection; null where the message is none.</summary>
    public Have? Read(MqttMessage message) => offers.Read(message);

    public void Take(Have have, TimeSpan now) => offers.Take(have, now);
}
