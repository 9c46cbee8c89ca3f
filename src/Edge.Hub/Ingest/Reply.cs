using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;

namespace Edge.Hub.Ingest;

/// <summary>What is to be said to one board once the batch is committed.</summary>
internal sealed class Reply
{
    private readonly Dictionary<Guid, RecordState> _states = [];

    public BoardSession? Session { get; init; }

    /// <summary>An offer is answered: what is there to pull is listed.</summary>
    public bool ListsObjects { get; set; }

    /// <summary>What there is for this board alone.</summary>
    public List<ObjectOnOffer> Objects { get; } = [];

    public TimeSpan Pause { get; set; }

    /// <summary>The incarnation a pause is addressed to; it is not the session's.</summary>
    public (Guid Incarnation, uint Connection)? PauseFor { get; set; }

    /// <summary>Records whose ranges are to be told once the batch has added to them.</summary>
    public HashSet<Transfer> Touched { get; } = [];

    /// <summary>Records all of whose bytes came with their manifest: one receipt serves many of them.</summary>
    public HashSet<Guid> CameWhole { get; } = [];

    /// <summary>Those of them that are stored now.</summary>
    public List<RecordManifest> StoredWhole { get; } = [];

    /// <summary>Signed ranges the board may delete.</summary>
    public List<SignedReceipt> Safe { get; } = [];

    /// <summary>What the board keeps and this archive wants again.</summary>
    public List<KeptRange> Missing { get; } = [];

    public IEnumerable<RecordState> States => _states.Values;

    public void Say(Guid recordId, RecordState state)
    {
        state.RecordId = WireId.Of(recordId);
        _states[recordId] = state;
    }
}
