namespace Edge.Agent.Spool.Audit;

/// <summary>Which numbers of one chain are on this board.</summary>
internal sealed class ChainSpan(Guid id)
{
    // A board has a chain for each start; whole ones in a row are told together.
    private const int Together = 4;
    private ulong _first;
    private ulong _last;
    private ulong _count;

    public string Name { get; } = id.ToString("N")[..8];

    private bool IsWhole => _count == _last - _first + 1;

    /// <summary>Counts a record; in the order of their numbers.</summary>
    public void Count(ulong sequence)
    {
        if (_count > 0 && sequence == _last) return;
        if (_count++ == 0) _first = sequence;
        _last = sequence;
    }

    public static IEnumerable<VerifyLine> Tell(IEnumerable<ChainSpan> all)
    {
        var chains = all.OrderBy(c => c._first).ThenBy(c => c._last).ToList();
        for (var i = 0; i < chains.Count;)
        {
            var run = 1;
            while (chains[i].IsWhole && i + run < chains.Count && chains[i + run].IsWhole && chains[i + run]._first == chains[i + run - 1]._last + 1) run++;
            if (run >= Together) yield return new VerifyLine("chain", $"{run} chains, {chains[i].Name} to {chains[i + run - 1].Name}: records {chains[i]._first} to {chains[i + run - 1]._last}, all here", Sequence: chains[i]._first);
            else for (var c = i; c < i + run; c++) yield return chains[c].Tell();
            i += run;
        }
    }

    private VerifyLine Tell()
    {
        var numbers = _first == _last ? $"record {_first}" : $"records {_first} to {_last}";
        var here = _first == _last ? "here" : IsWhole ? "all here" : $"{_count} of them here";
        return new VerifyLine("chain", $"chain {Name}: {numbers}, {here}", Sequence: _first, ChainId: id);
    }
}
