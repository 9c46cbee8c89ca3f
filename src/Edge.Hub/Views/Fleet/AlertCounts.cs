using System.Collections.Concurrent;

namespace Edge.Hub.Views.Fleet;

/// <summary>How many alerts of each board are open; written by whoever keeps them.</summary>
internal sealed class AlertCounts
{
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    public int Of(string node) => _open.GetValueOrDefault(node);

    public void Set(string node, int open)
    {
        if (open == 0) _open.TryRemove(node, out _);
        else _open[node] = open;
    }
}
