namespace Edge.Hub.Views.Fleet;

/// <summary>Every board as lists show it, in memory: a page that filters or sorts reads no database.</summary>
internal sealed class FleetBook
{
    private volatile IReadOnlyList<FleetRow> _rows = [];

    /// <summary>Raised at most twice a second, on a thread of the pool, when any row is other than before.</summary>
    public event Action? Changed;

    /// <summary>The rows of this moment, by name.</summary>
    public IReadOnlyList<FleetRow> Rows => _rows;

    /// <summary>One board; null where none has that name.</summary>
    public FleetRow? Find(string node)
    {
        var rows = _rows;
        var (low, high) = (0, rows.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(rows[middle].Node, node);
            if (order == 0) return rows[middle];
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    internal void Set(IReadOnlyList<FleetRow> rows)
    {
        _rows = rows;
        Changed?.Invoke();
    }
}
