namespace Edge.Agent.Spool;

/// <summary>
/// The order records travel in: by priority, and inside a priority the shortest remaining first, so that a short window
/// completes the most citizens. Age counts by number: each later record gives an older one an advance, so that a large
/// one is overtaken by a bounded number of small ones and never starves. No clock: a board's may stand in 1970.
/// </summary>
internal readonly record struct Urgency(int Priority, long Weight, ulong Sequence) : IComparable<Urgency>
{
    /// <summary>What one later record is worth to an older one, in bytes still to send.</summary>
    internal const long Advance = 16 * 1024;

    public static Urgency Of(SpoolEntry entry, long remaining) =>
        new(entry.Priority, remaining + ((long)entry.Sequence * Advance), entry.Sequence);

    public int CompareTo(Urgency other) =>
        (Priority, Weight, Sequence).CompareTo((other.Priority, other.Weight, other.Sequence));
}
