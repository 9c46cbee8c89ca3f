using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Dashboard.Fleet;

/// <summary>Boards in sum. Two of the same figures are equal, so that a page knows when nothing of them has changed.</summary>
internal sealed record FleetSums(int Boards, long Waiting, long WaitingBytes, DateTimeOffset? Oldest, long Stored, long Missing, DateTimeOffset? LastContact)
{
    private static readonly int Kinds = Enum.GetValues<BoardState>().Length;
    private int[] _states = new int[Kinds];

    public int In(BoardState state) => _states[(int)state];

    public static FleetSums Of(IEnumerable<FleetRow> rows)
    {
        var (boards, waiting, bytes, stored, missing) = (0, 0L, 0L, 0L, 0L);
        DateTimeOffset? oldest = null, last = null;
        var states = new int[Kinds];
        foreach (var row in rows)
        {
            boards++;
            states[(int)row.State]++;
            (waiting, bytes, stored, missing) = (waiting + row.BacklogRecords, bytes + row.BacklogBytes, stored + row.Stored, missing + row.Gaps);
            if (row.BacklogOldest is { } o && !(oldest <= o)) oldest = o;
            if (row.LastContact is { } l && !(last >= l)) last = l;
        }
        return new FleetSums(boards, waiting, bytes, oldest, stored, missing, last) { _states = states };
    }

    public bool Equals(FleetSums? other) => other is not null && (Boards, Waiting, WaitingBytes, Oldest, Stored, Missing, LastContact) == (other.Boards, other.Waiting, other.WaitingBytes, other.Oldest, other.Stored, other.Missing, other.LastContact)
        && _states.AsSpan().SequenceEqual(other._states);

    public override int GetHashCode() => HashCode.Combine(Boards, Waiting, Stored);
}
