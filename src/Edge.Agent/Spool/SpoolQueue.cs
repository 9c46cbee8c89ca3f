using System.Collections.Immutable;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Spool;

/// <summary>What is queued, as snapshots that cost nothing to take: about 170 bytes a record, found by id and in the order of urgency.</summary>
internal sealed class SpoolQueue
{
    private readonly Lock _gate = new();
    private ImmutableSortedSet<SpoolEntry> _entries = ImmutableSortedSet.Create<SpoolEntry>(ById.Instance);
    private ImmutableSortedSet<SpoolEntry> _urgent = ImmutableSortedSet.Create<SpoolEntry>(ByUrgency.Instance);
    private long _bytes;
    private readonly Signal _changed = new();

    /// <summary>Most urgent first, each by its whole size.</summary>
    public ImmutableSortedSet<SpoolEntry> Entries => Volatile.Read(ref _urgent);

    /// <summary>Their files' sizes together.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public Task Changed => _changed.Next;

    public void Load(IReadOnlyCollection<SpoolEntry> entries) => Change(set => set.Union(entries), entries.Sum(e => e.FileSize));

    public void Add(SpoolEntry entry) => Change(e => e.Add(entry), entry.FileSize);

    public void Remove(SpoolEntry entry) => Change(e => e.Remove(entry), -entry.FileSize);

    public bool Contains(SpoolEntry entry) => Volatile.Read(ref _entries).Contains(entry);

    public SpoolEntry? Find(Guid recordId)
    {
        var entries = Volatile.Read(ref _entries);
        var at = entries.IndexOf(new SpoolEntry(recordId, "", 0, 0, 0));
        if (at < 0) at = ~at;
        return at < entries.Count && entries[at].RecordId == recordId ? entries[at] : null;
    }

    private void Change(Func<ImmutableSortedSet<SpoolEntry>, ImmutableSortedSet<SpoolEntry>> change, long bytes)
    {
        lock (_gate)
        {
            var changed = change(_entries);
            if (changed != _entries) Interlocked.Add(ref _bytes, bytes);
            Volatile.Write(ref _entries, changed);
            Volatile.Write(ref _urgent, change(_urgent));
        }
        _changed.Set();
    }

    private sealed class ByUrgency : IComparer<SpoolEntry>
    {
        public static ByUrgency Instance { get; } = new();

        public int Compare(SpoolEntry? x, SpoolEntry? y)
        {
            var order = Urgency.Of(x!, x!.FileSize).CompareTo(Urgency.Of(y!, y!.FileSize));
            return order != 0 ? order : ById.Instance.Compare(x, y);
        }
    }

    private sealed class ById : IComparer<SpoolEntry>
    {
        public static ById Instance { get; } = new();

        public int Compare(SpoolEntry? x, SpoolEntry? y)
        {
            var order = x!.RecordId.CompareTo(y!.RecordId);
            if (order == 0) order = x.Sequence.CompareTo(y.Sequence);
            return order != 0 ? order : string.CompareOrdinal(x.Chain8, y.Chain8);
        }
    }
}

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
