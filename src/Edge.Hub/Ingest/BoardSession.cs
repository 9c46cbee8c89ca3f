using Edge.Hub.Objects;

namespace Edge.Hub.Ingest;

/// <summary>What the hub remembers of a board between two messages; all of it can be learnt again from the next offer.</summary>
internal sealed class BoardSession(string node)
{
    // A board offers 32 ahead; what is older is looked up again when it is offered again.
    private const int MostTransfers = 128;

    // A board whose key this hub has lost may bring a whole card of such records: some at once, and then as they are offered again.
    private const double RefusalsPerSecond = 8;
    private const int RefusalBurst = 256;

    // A full card is told in six pages, one after another, and after a confirmed copy only. What is not answered is told again a second later.
    private const double KeptPagesPerSecond = 1;
    private const int KeptPageBurst = 3;

    // More than a link of ours carries; each costs a signature to check.
    private const double WholesPerSecond = 500;
    private const int WholeBurst = 4000;

    public string Node { get; } = node;

    /// <summary>Records that came whole and are looked at; others count as lost, and are offered.</summary>
    public RateLimit Wholes { get; } = new(WholesPerSecond, WholeBurst);

    /// <summary>Records that were looked at and refused.</summary>
    public RateLimit Refusals { get; } = new(RefusalsPerSecond, RefusalBurst);

    /// <summary>Pages of kept numbers that are compared; others count as lost, and come again.</summary>
    public RateLimit KeptPages { get; } = new(KeptPagesPerSecond, KeptPageBurst);

    public Guid Incarnation { get; private set; }

    public uint Connection { get; private set; }

    public ulong HighestChunk { get; set; }

    public ulong LastOffer { get; set; }

    /// <summary>The versions the board has, as it last said.</summary>
    public ToldVersions Told { get; set; } = ToldVersions.Nothing;

    /// <summary>The board asks on this connection to be shown that the hub is here.</summary>
    public bool WantsProof { get; set; }

    public DateTimeOffset LastHeardAt { get; set; }

    public Dictionary<Guid, Transfer> Transfers { get; } = [];

    /// <summary>An offer names the connection it came over; chunk numbers and offers count anew on each.</summary>
    public void Speaks(Guid incarnation, uint connection)
    {
        if (Transfers.Count > MostTransfers) ForgetStored();
        if (Transfers.Count > MostTransfers) Transfers.Clear();
        if (incarnation == Incarnation && connection == Connection) return;
        (Incarnation, Connection) = (incarnation, connection);
        HighestChunk = LastOffer = 0;
    }

    /// <summary>The record of that id whose manifest's digest begins so, where it is known.</summary>
    public Transfer? Known(Guid id, ReadOnlySpan<byte> digest) => Transfers.TryGetValue(id, out var transfer) && transfer.Manifest.Digest.AsSpan().StartsWith(digest) ? transfer : null;

    /// <summary>Forgets what needs no more bytes.</summary>
    public void ForgetStored()
    {
        foreach (var (id, _) in Transfers.Where(t => t.Value.Receipt is not null).ToList()) Transfers.Remove(id);
    }
}
