using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Hub.Ingest;

/// <summary>What one board was granted and what of it has arrived, as <see cref="FloodPolicy"/> counts it.</summary>
internal sealed class BoardAccount
{
    private (ByteString Incarnation, uint Connection) _granted = (ByteString.Empty, 0);

    /// <summary>Taken and not yet dealt with.</summary>
    public int QueuedChunks { get; private set; }

    public long QueuedBytes { get; private set; }

    public int QueuedOffers { get; private set; }

    /// <summary>An offer of its connection was answered.</summary>
    public bool IsGranted => !_granted.Incarnation.IsEmpty;

    /// <summary>The largest grant of the connection: chunks sent on one that shrank since may still be on their way.</summary>
    public int GrantedChunks { get; private set; }

    public long GrantedBytes { get; private set; }

    /// <summary>All that came before the first grant.</summary>
    public int UngrantedChunks { get; set; }

    public long UngrantedBytes { get; set; }

    /// <summary>Offers that are looked at.</summary>
    public required RateLimit Offers { get; init; }

    /// <summary>Offers beyond which the board is evicted.</summary>
    public required RateLimit FloodOfOffers { get; init; }

    /// <summary>Asks that are answered, and those beyond which the board is evicted.</summary>
    public required RateLimit Asks { get; init; }

    public required RateLimit FloodOfAsks { get; init; }

    /// <summary>Health that is looked at, and that beyond which the board is evicted.</summary>
    public required RateLimit Health { get; init; }

    public required RateLimit FloodOfHealth { get; init; }

    /// <summary>Refused records beyond which the board is evicted.</summary>
    public required RateLimit FloodOfRefusals { get; init; }

    public int Offences { get; set; }

    /// <summary>Shut out until then.</summary>
    public TimeSpan CoolsUntil { get; set; } = TimeSpan.MinValue / 2;

    /// <summary>When its connection was last to be closed.</summary>
    public TimeSpan ClosedAt { get; set; }

    public string Detail { get; set; } = "";

    public void Grant(Have have, int chunks, long bytes)
    {
        var connection = (have.Incarnation, have.Connection);
        if (connection != _granted) (_granted, GrantedChunks, GrantedBytes) = (connection, chunks, bytes);
        GrantedChunks = Math.Max(GrantedChunks, chunks);
        GrantedBytes = Math.Max(GrantedBytes, bytes);
        UngrantedChunks = 0;
        UngrantedBytes = 0;
    }

    public void ForgetGrant()
    {
        _granted = (ByteString.Empty, 0);
        UngrantedChunks = 0;
        UngrantedBytes = 0;
    }

    public void Queue(bool isOffer, int bytes)
    {
        if (isOffer) QueuedOffers++;
        else (QueuedChunks, QueuedBytes) = (QueuedChunks + 1, QueuedBytes + bytes);
    }

    public void Unqueue(bool isOffer, int bytes)
    {
        if (isOffer) QueuedOffers--;
        else (QueuedChunks, QueuedBytes) = (QueuedChunks - 1, QueuedBytes - bytes);
    }

    public void ForgetQueue() => (QueuedChunks, QueuedBytes, QueuedOffers) = (0, 0, 0);
}
