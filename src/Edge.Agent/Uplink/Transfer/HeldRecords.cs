namespace Edge.Agent.Uplink.Transfer;

/// <summary>Records that are not to be offered before a time: the hub held them, or their receipt was not believed. Times are monotonic: a wall clock set back would hold them for years.</summary>
internal sealed class HeldRecords
{
    private readonly Dictionary<Guid, (TimeSpan Until, string Reason)> _held = [];

    public void Add(Guid recordId, TimeSpan until, string reason) => _held[recordId] = (until, reason);

    public void Remove(Guid recordId) => _held.Remove(recordId);

    public bool IsHeld(Guid recordId, TimeSpan now) => _held.TryGetValue(recordId, out var h) && h.Until > now;

    /// <summary>When the next held record may be offered again, if any waits.</summary>
    public TimeSpan? Next(TimeSpan now) =>
        _held.Values.Where(h => h.Until > now).Select(h => (TimeSpan?)h.Until).Min();

    /// <summary>Forgets those whose time has come; true where there were any, so that they are offered again.</summary>
    public bool LetGo(TimeSpan now)
    {
        var due = _held.Where(h => h.Value.Until <= now).Select(h => h.Key).ToList();
        foreach (var id in due) _held.Remove(id);
        return due.Count > 0;
    }

    /// <summary>Forgets those held for that reason, which is no more; true where there were any.</summary>
    public bool LetGo(string reason)
    {
        var due = _held.Where(h => h.Value.Reason == reason).Select(h => h.Key).ToList();
        foreach (var id in due) _held.Remove(id);
        return due.Count > 0;
    }

    public int Count => _held.Count;

    /// <summary>The reasons, each with how many records it holds.</summary>
    public Dictionary<string, int> Reasons => _held.Values.GroupBy(h => h.Reason).ToDictionary(g => g.Key, g => g.Count());
}
