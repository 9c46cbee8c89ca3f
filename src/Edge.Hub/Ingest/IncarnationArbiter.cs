namespace Edge.Hub.Ingest;

/// <summary>
/// Two boards with one certificate throw each other off the broker without end. A restart brings a new incarnation and
/// never an old one back; once an earlier one speaks again there are two, and they take turns. No clock here: time goes in.
/// </summary>
internal sealed class IncarnationArbiter(TimeSpan turn)
{
    private readonly Dictionary<string, Board> _boards = new(StringComparer.Ordinal);

    /// <summary>How long this incarnation is to be silent; zero where it may speak.</summary>
    public TimeSpan Wait(string node, Guid incarnation, TimeSpan now, out bool isConflict)
    {
        if (!_boards.TryGetValue(node, out var board)) _boards[node] = board = new Board { Current = incarnation, Since = now };
        isConflict = false;
        if (incarnation == board.Current) return TimeSpan.Zero;

        if (board.Earlier.Contains(incarnation))
        {
            board.ConflictUntil = now + 10 * turn;
            isConflict = true;
        }
        if (now < board.ConflictUntil && now < board.Since + turn) return board.Since + turn - now;

        if (board.Earlier.Count >= Remembered) board.Earlier.Dequeue();
        board.Earlier.Enqueue(board.Current);
        (board.Current, board.Since) = (incarnation, now);
        return TimeSpan.Zero;
    }

    private const int Remembered = 8;

    private sealed class Board
    {
        public Guid Current { get; set; }

        public TimeSpan Since { get; set; }

        public Queue<Guid> Earlier { get; } = new();

        public TimeSpan ConflictUntil { get; set; } = TimeSpan.MinValue;
    }
}
