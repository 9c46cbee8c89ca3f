using System.Diagnostics.CodeAnalysis;
using Edge.Contracts;
using Edge.Contracts.Sparkplug;

namespace Edge.Hub.Fleet;

/// <summary>The health of every board, in memory. No I/O and no clock: messages and times go in.</summary>
internal sealed class FleetState
{
    private static readonly TimeSpan AskPause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HeardBoard> _boards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Detail, int Count)> _refused = new(StringComparer.Ordinal);

    /// <summary>Raised with a board's name when something of it is other than before. Whoever listens returns at once.</summary>
    public event Action<string>? Changed;

    /// <summary>Takes what a board, or its last will, says.</summary>
    /// <returns>True where the board is to be asked for a birth.</returns>
    public bool Take(SparkplugVerb verb, string node, ReadOnlySpan<byte> payload, DateTimeOffset now)
    {
        var asks = Note(verb, node, payload, now);
        Changed?.Invoke(node);
        return asks;
    }

    /// <summary>Since when the hub has been listening without a break; null before it ever did.</summary>
    public DateTimeOffset? ListensSince { get; private set; }

    /// <summary>The hub listens anew.</summary>
    public void ListenAnew(DateTimeOffset? now = null)
    {
        List<string> gone;
        lock (_gate)
        {
            ListensSince = now ?? ListensSince;
            gone = [.. _boards.Where(b => b.Value.Presence == Presence.Online).Select(b => b.Key)];
            foreach (var board in _boards.Values) board.Unhear();
        }
        foreach (var node in gone) Changed?.Invoke(node);
    }

    /// <summary>Reads something of a board's health; what nobody told is the type's default.</summary>
    public T? Read<T>(string node, Func<HeardBoard, T> read)
    {
        lock (_gate) return _boards.TryGetValue(node, out var board) ? read(board) : default;
    }

    public bool TryRead(string node, [NotNullWhen(true)] out HealthView? view)
    {
        lock (_gate) view = _boards.GetValueOrDefault(node)?.View();
        return view is not null;
    }

    public int Count(Presence presence)
    {
        lock (_gate) return _boards.Values.Count(b => b.Presence == presence);
    }

    /// <summary>What was written down before this hub started.</summary>
    public void Load(IEnumerable<BoardHealth> rows)
    {
        lock (_gate)
        {
            foreach (var row in rows) _boards.TryAdd(row.Node, HeardBoard.From(row));
        }
    }

    /// <summary>Takes out what is to be written down; put back with <see cref="PutBack"/> where that fails.</summary>
    /// <param name="now">This moment.</param>
    /// <param name="pause">What a board tells is written once in so long; that it came or went, at once.</param>
    public (IReadOnlyList<BoardHealth> Rows, IReadOnlyDictionary<string, (string Detail, int Count)> Refused) TakeUnwritten(DateTimeOffset now, TimeSpan pause)
    {
        lock (_gate)
        {
            var rows = new List<BoardHealth>();
            foreach (var (node, board) in _boards.Where(b => b.Value.IsDue(now, pause)))
            {
                var row = new BoardHealth { Node = node };
                board.WriteTo(row);
                board.Written(now);
                rows.Add(row);
            }
            var refused = new Dictionary<string, (string, int)>(_refused, StringComparer.Ordinal);
            _refused.Clear();
            return (rows, refused);
        }
    }

    public void PutBack(IReadOnlyList<BoardHealth> rows)
    {
        lock (_gate)
        {
            foreach (var row in rows) _boards[row.Node].NotWritten();
        }
    }

    private bool Note(SparkplugVerb verb, string node, ReadOnlySpan<byte> payload, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_boards.TryGetValue(node, out var board)) _boards[node] = board = new HeardBoard();
            try
            {
                var said = SparkplugRules.Parse(payload);
                if (verb == SparkplugVerb.Birth) board.Born(said, now);
                else if (verb == SparkplugVerb.Death) board.Died(said, now);
                else if (verb == SparkplugVerb.Data && !board.Told(said, now)) return Asks(board, now);
            }
            catch (MalformedException e)
            {
                _refused[node] = (e.Message, _refused.GetValueOrDefault(node).Count + 1);
            }
            return false;
        }
    }

    // One that does not answer is not asked with every message.
    private static bool Asks(HeardBoard board, DateTimeOffset now)
    {
        if (board.AskedAt is { } asked && now - asked < AskPause && now >= asked) return false;
        board.AskedAt = now;
        return true;
    }
}
