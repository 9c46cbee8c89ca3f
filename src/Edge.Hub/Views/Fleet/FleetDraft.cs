namespace Edge.Hub.Views.Fleet;

/// <summary>The rows that are being changed, by name. What is published of them never changes again.</summary>
internal sealed class FleetDraft(BoardRules rules)
{
    private readonly SortedList<string, BoardFacts> _facts = new(StringComparer.Ordinal);
    private readonly List<FleetRow> _rows = [];
    private bool _changed;

    /// <summary>From when on a board that spoke would have been heard.</summary>
    public DateTimeOffset ListensSince { get; set; }

    public int Count => _rows.Count;

    public IEnumerable<BoardFacts> Facts => _facts.Values;

    public BoardFacts? Find(string node) => _facts.GetValueOrDefault(node);

    /// <summary>The row of a board as it is now; null where there is none.</summary>
    public FleetRow? Row(string node) => _facts.IndexOfKey(node) is >= 0 and var at ? _rows[at] : null;

    /// <summary>Puts what is known of a board, and makes its row anew.</summary>
    public void Put(BoardFacts facts, DateTimeOffset now)
    {
        var row = rules.Row(facts, now, ListensSince);
        var at = _facts.IndexOfKey(facts.Node);
        if (at < 0)
        {
            _facts.Add(facts.Node, facts);
            _rows.Insert(_facts.IndexOfKey(facts.Node), row);
        }
        else
        {
            _facts.SetValueAtIndex(at, facts);
            _rows[at] = row;
        }
        _changed = true;
    }

    /// <summary>States depend on time too: only rows whose state or causes are other than before are made anew.</summary>
    public void Judge(DateTimeOffset now)
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            var (state, causes) = rules.Judge(_facts.GetValueAtIndex(i), now, ListensSince);
            if (state == _rows[i].State && causes.SequenceEqual(_rows[i].Causes)) continue;
            _rows[i] = _rows[i] with { State = state, Causes = causes };
            _changed = true;
        }
    }

    /// <summary>The rows as they are; null where nothing has changed since the last time.</summary>
    public IReadOnlyList<FleetRow>? Take()
    {
        if (!_changed) return null;
        _changed = false;
        return RowPages.Of(_rows);
    }
}
