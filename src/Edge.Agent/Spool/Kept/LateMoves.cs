using System.Collections.Immutable;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.Kept;

/// <summary>Released records whose bytes still lie in the store, since their copy to kept/ found no room. They are kept like those in kept/, and move there when it has room.</summary>
internal sealed partial class LateMoves(IRecordStore store, ILogger logger)
{
    private ImmutableHashSet<SpoolEntry> _entries = [];

    public ImmutableHashSet<SpoolEntry> Entries => Volatile.Read(ref _entries);

    public bool Contains(SpoolEntry entry) => Entries.Contains(entry);

    public void Add(IReadOnlyCollection<SpoolEntry> entries) => ImmutableInterlocked.Update(ref _entries, (all, more) => all.Union(more), entries);

    /// <summary>The same, and says so where they are the first.</summary>
    public void Wait(IReadOnlyCollection<SpoolEntry> entries)
    {
        if (entries.Count == 0) return;
        var first = Entries.IsEmpty;
        Add(entries);
        if (first) Tell();
    }

    public void Tell() => LogWaiting(store.Place);

    /// <summary>It has left the store.</summary>
    public void Gone(SpoolEntry entry)
    {
        if (ImmutableInterlocked.Update(ref _entries, (all, e) => all.Remove(e), entry) && Entries.IsEmpty) LogDone(store.Place);
    }

    /// <summary>Takes away, without a copy, those of these records that still lie in the store; durable on return.</summary>
    /// <returns>How many they were.</returns>
    /// <exception cref="DiskException">Not all are gone; safe to repeat.</exception>
    public int Drop(IReadOnlyCollection<SpoolEntry> entries)
    {
        var here = entries.Where(Contains).ToList();
        if (here.Count > 0) store.Remove(here);
        here.ForEach(Gone);
        return here.Count;
    }

    [LoggerMessage(LogLevel.Warning, "There is no room to copy released records to kept/: they stay in {Place}, are kept there, and move when there is room; make room")]
    private partial void LogWaiting(string place);

    [LoggerMessage(LogLevel.Information, "No released record is left in {Place} for want of room")]
    private partial void LogDone(string place);
}
