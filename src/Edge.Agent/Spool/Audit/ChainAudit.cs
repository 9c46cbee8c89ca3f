namespace Edge.Agent.Spool.Audit;

/// <summary>Puts links of the chains in order and says in plain words where they are not whole. 32 bytes a record, sorted in place; its list may have room for as much again.</summary>
internal sealed class ChainAudit
{
    private const int UnknownChain = -1;
    private readonly List<Link> _links = [];
    private readonly List<ChainSpan> _chains = [];
    private readonly Dictionary<Guid, int> _indexes = [];

    /// <summary>Adds a record; <paramref name="previous"/> is not looked at where only its digest is known.</summary>
    public void Add(Guid chain, ulong sequence, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> previous, bool previousKnown)
    {
        if (!_indexes.TryGetValue(chain, out var index))
        {
            _indexes[chain] = index = _chains.Count;
            _chains.Add(new ChainSpan(chain));
        }
        _links.Add(new Link(sequence, Short(digest), Short(previous), index, previousKnown));
    }

    /// <summary>Adds a record whose file is here and cannot be read: its number is all that is known.</summary>
    public void AddUnreadable(ulong sequence) => _links.Add(new Link(sequence, 0, 0, UnknownChain, PreviousKnown: false));

    /// <summary>First the chains, then what is wrong with them.</summary>
    public IEnumerable<VerifyLine> Findings()
    {
        _links.Sort();
        foreach (var link in _links) if (link.Chain != UnknownChain) _chains[link.Chain].Count(link.Sequence);
        foreach (var line in ChainSpan.Tell(_chains)) yield return line;

        var expected = 1UL;
        (int Start, int End)? before = null;
        for (var start = 0; start < _links.Count;)
        {
            var number = _links[start].Sequence;
            var end = start;
            while (end < _links.Count && _links[end].Sequence == number) end++;
            if (number > expected) yield return Gap(expected, number - 1, before, start);
            if (Different(start, end) > 1) yield return Fork(start, end);
            if (number == expected && before is { } b && Breaks(start, end, b) is { } link)
            {
                yield return new VerifyLine("break", $"record number {number} of chain {Name(link)} does not name record number {number - 1} as the one before it", Sequence: number);
            }
            (before, expected, start) = ((start, end), number + 1, end);
        }
    }

    private VerifyLine Gap(ulong first, ulong last, (int Start, int End)? before, int next)
    {
        var numbers = first == last ? $"record number {first} is nowhere on this board" : $"records number {first} to {last} are nowhere on this board";
        var place = before is { } b ? $"between {first - 1} of chain {Name(_links[b.Start])} and {last + 1} of chain {Name(_links[next])}" : $"before {last + 1} of chain {Name(_links[next])}";
        return new VerifyLine("gap", $"{numbers}, {place}", Sequence: first);
    }

    private VerifyLine Fork(int start, int end)
    {
        var chains = _links[start..end].Where(l => l.Digest != 0).DistinctBy(l => l.Digest).Select(Name).Distinct().Order(StringComparer.Ordinal);
        return new VerifyLine("fork", $"{Different(start, end)} different records carry number {_links[start].Sequence}, of chain {string.Join(" and ", chains)}: the card was copied or restored; all are kept", Sequence: _links[start].Sequence);
    }

    // Sorted by digest; 0 is none that could be read.
    private int Different(int start, int end)
    {
        var different = 0;
        for (var i = start; i < end; i++) if (_links[i].Digest != 0 && (i == start || _links[i].Digest != _links[i - 1].Digest)) different++;
        return different;
    }

    // After a record that cannot be read nobody can tell, and the board itself may have had to pass over it.
    private Link? Breaks(int start, int end, (int Start, int End) before)
    {
        // Sorted by digest: what cannot be read comes first.
        if (_links[before.Start].Digest == 0) return null;
        for (var i = start; i < end; i++) if (_links[i].PreviousKnown && !Has(before, _links[i].Previous)) return _links[i];
        return null;
    }

    private bool Has((int Start, int End) range, ulong digest)
    {
        for (var i = range.Start; i < range.End; i++) if (_links[i].Digest == digest) return true;
        return false;
    }

    private string Name(Link link) => link.Chain == UnknownChain ? "unknown" : _chains[link.Chain].Name;

    private static ulong Short(ReadOnlySpan<byte> digest) => digest.Length < 8 ? 0 : BitConverter.ToUInt64(digest);

    private readonly record struct Link(ulong Sequence, ulong Digest, ulong Previous, int Chain, bool PreviousKnown) : IComparable<Link>
    {
        public int CompareTo(Link other)
        {
            var order = Sequence.CompareTo(other.Sequence);
            if (order == 0) order = Digest.CompareTo(other.Digest);
            return order != 0 ? order : Chain.CompareTo(other.Chain);
        }
    }
}
