using System.Collections.Concurrent;

namespace Edge.Hub.Archive;

/// <summary>Boards of which something that is shown has changed since somebody last looked. Whoever commits something says so here; what shows it reads those again and no others.</summary>
internal sealed class ChangedBoards
{
    private readonly ConcurrentDictionary<string, ChangedOf> _boards = new(StringComparer.Ordinal);

    /// <summary>Something of this board is other than before. Returns at once.</summary>
    public void Touch(string node, ChangedOf what) => _boards.AddOrUpdate(node, what, (_, before) => before | what);

    /// <summary>Takes out what has changed since the last time.</summary>
    public IReadOnlyDictionary<string, ChangedOf> Take()
    {
        var taken = new Dictionary<string, ChangedOf>(StringComparer.Ordinal);
        if (_boards.IsEmpty) return taken;
        foreach (var node in _boards.Keys)
        {
            if (_boards.TryRemove(node, out var what)) taken[node] = what;
        }
        return taken;
    }
}

/// <summary>Where to read it again.</summary>
[Flags]
internal enum ChangedOf
{
    None = 0,

    /// <summary>The archive: contact, counts, incidents.</summary>
    Archive = 1,

    /// <summary>What it told of itself, or that it came or went; in memory.</summary>
    Health = 2,

    /// <summary>The board itself: added, moved, locked.</summary>
    Node = 4,

    /// <summary>What is usual for it was learned anew; in memory.</summary>
    Habit = 8,

    /// <summary>Its open alerts; in memory.</summary>
    Alerts = 16,
}
