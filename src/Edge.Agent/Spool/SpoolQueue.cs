using System.Collections.Immutable;

namespace Edge.Agent.Spool;

/// <summary>What is queued, as snapshots that cost nothing to take: about 110 bytes a record, found by id.</summary>
internal sealed class SpoolQueue
{
    private readonly Lock _gate = new();
    private ImmutableSortedSet<SpoolEntry> _entries = ImmutableSortedSet.Create<SpoolEntry>(ById.Instance);
    private TaskCompletionSource _changed = NewSignal();

    public ImmutableSortedSet<SpoolEntry> Entries => Volatile.Read(ref _entries);

    public Task Changed
    {
        get
        {
            lock (_gate) return _changed.Task;
        }
    }

    public void Load(IEnumerable<SpoolEntry> entries) => Change(_ => entries.ToImmutableSortedSet(ById.Instance));

    public void Add(SpoolEntry entry) => Change(e => e.Add(entry));

    public void Remove(SpoolEntry entry) => Change(e => e.Remove(entry));

    public bool Contains(SpoolEntry entry) => Entries.Contains(entry);

    public SpoolEntry? Find(Guid recordId)
    {
        var entries = Entries;
        var at = entries.IndexOf(new SpoolEntry(recordId, "", 0, 0, 0));
        if (at < 0) at = ~at;
        return at < entries.Count && entries[at].RecordId == recordId ? entries[at] : null;
    }

    private void Change(Func<ImmutableSortedSet<SpoolEntry>, ImmutableSortedSet<SpoolEntry>> change)
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            Volatile.Write(ref _entries, change(_entries));
            (signal, _changed) = (_changed, NewSignal());
        }
        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

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
