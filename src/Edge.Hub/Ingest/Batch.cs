using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;

namespace Edge.Hub.Ingest;

/// <summary>One group of messages that is committed together: its database context, its replies, what went wrong in it.</summary>
internal sealed class Batch(HubDb db, DateTimeOffset now, ulong archiveEpoch)
{
    private readonly Dictionary<BoardSession, Reply> _replies = [];

    public HubDb Db { get; } = db;

    public DateTimeOffset Now { get; } = now;

    public ulong ArchiveEpoch { get; } = archiveEpoch;

    /// <summary>Refusals to put on record, by board and kind.</summary>
    public Dictionary<(string Node, string Kind), (string Detail, int Count)> Incidents { get; } = [];

    /// <summary>The key each board was heard with, to be told to the node registry once committed.</summary>
    public Dictionary<string, VerifyingKey> KeysSeen { get; } = [];

    public IEnumerable<Reply> Replies => _replies.Values;

    /// <summary>Bytes that came although they were already committed.</summary>
    public long DuplicateBytes { get; set; }

    /// <summary>The highest number under which a record was stored so far; null until it was asked for.</summary>
    public long? LastStored { get; set; }

    /// <summary>What is to be added to the boards' numbers with this commit.</summary>
    public Dictionary<string, BoardCounts> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Boards of which a contact was written.</summary>
    public HashSet<string> Contacts { get; } = new(StringComparer.Ordinal);

    /// <summary>Every board of which something is other than before.</summary>
    public IEnumerable<string> Changed => Contacts.Concat(Counts.Keys).Concat(Incidents.Keys.Select(i => i.Node));

    /// <summary>How many records of a board were told to wait, by reason.</summary>
    public IEnumerable<(string Node, int Reason, int Records)> Held => _replies.Values.Where(r => r.Session is not null).SelectMany(r => r.States.Where(s => s.Held is not null)
        .GroupBy(s => (int)s.Held.Reason, (reason, states) => (r.Session!.Node, reason, states.Count())));

    /// <summary>What is to be added to the progress counts with this commit.</summary>
    public ProgressTally Progress { get; } = new();

    public BoardCounts CountsOf(string node)
    {
        if (!Counts.TryGetValue(node, out var counts)) Counts[node] = counts = new BoardCounts { Node = node };
        return counts;
    }

    public Reply ReplyTo(BoardSession session)
    {
        if (!_replies.TryGetValue(session, out var reply)) _replies[session] = reply = new Reply { Session = session };
        return reply;
    }

    /// <summary>How much each board offered that was refused; it is charged with it.</summary>
    public Dictionary<string, int> RefusedOf { get; } = new(StringComparer.Ordinal);

    public void Refused(string node) => RefusedOf[node] = RefusedOf.GetValueOrDefault(node) + 1;

    public void Refuse(string node, string kind, string detail)
    {
        Incidents.TryGetValue((node, kind), out var known);
        Incidents[(node, kind)] = (detail, known.Count + 1);
    }
}

/// <summary>A message whose form and signatures have been checked; without a session where nothing is left of it to take in.</summary>
internal sealed record Incoming(BoardSession? Session, CheckedOffer? Offer = null, Chunk? Chunk = null, IReadOnlyList<CheckedRecord>? Whole = null)
{
    public static Incoming Nothing { get; } = new(Session: null);

    public MessageKind Kind => Chunk is null ? MessageKind.Offer : MessageKind.Chunk;
}

/// <summary>What became of a group of messages.</summary>
/// <param name="Taken">How many of them, from the first on, are dealt with.</param>
/// <param name="Answers">What may be told.</param>
/// <param name="Refused">How much each board offered that was refused.</param>
internal sealed record Processed(int Taken, IReadOnlyList<(string Node, Have Have)> Answers, IReadOnlyDictionary<string, int> Refused)
{
    public static Processed Nothing { get; } = new(0, [], new Dictionary<string, int>());
}
