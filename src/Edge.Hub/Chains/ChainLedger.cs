namespace Edge.Hub.Chains;

/// <summary>Adds a board's chains up, in the order of their first numbers: what is here, what is owed, and which numbers belong to no chain at all.</summary>
internal sealed class ChainLedger(ILookup<Guid, Hole> holes, SortedSet<long> damaged, int mostChains)
{
    private const int MostUnknown = 1_000;
    private long _covered;

    public Queue<ChainFact> Chains { get; } = new();

    public OlderChains? Older { get; private set; }

    public List<NumberRange> InNoChain { get; } = [];

    public long Stored { get; private set; }

    public long Receiving { get; private set; }

    public long Missing { get; private set; }

    public void Add(ChainCount count, Chain? promise)
    {
        var first = Math.Min(count.First, promise?.FirstSequence ?? count.First);
        var last = Math.Max(count.Last, promise?.LastSequence ?? count.Last);
        Skip(first - 1);
        _covered = Math.Max(_covered, last);

        var missing = new List<MissingRange>();
        if (count.Numbers > 0) missing.AddRange(Split(first, count.First - 1, MissingReason.Gap));
        foreach (var hole in holes[count.ChainId].OrderBy(h => h.First)) missing.AddRange(Split(hole.First, hole.Last, MissingReason.Gap));
        missing.AddRange(Split(count.Numbers > 0 ? count.Last + 1 : first, last, MissingReason.Tail));

        var owed = last - first + 1 - count.Numbers;
        Chains.Enqueue(new ChainFact(count.ChainId, first, last, count.Stored, count.Receiving, promise?.LastSequence, promise?.HeadAt, owed, missing));
        (Stored, Receiving, Missing) = (Stored + count.Stored, Receiving + count.Receiving, Missing + owed);
        if (Chains.Count > mostChains) LeaveOut(Chains.Dequeue());
    }

    /// <summary>After the last chain: what the board has made beyond all of them.</summary>
    public void End(long head) => Skip(head);

    private void Skip(long upTo)
    {
        if (upTo <= _covered) return;
        if (InNoChain.Count < MostUnknown) InNoChain.Add(new NumberRange(_covered + 1, upTo));
        Missing += upTo - _covered;
        _covered = upTo;
    }

    private void LeaveOut(ChainFact chain) => Older = Older is { } o
        ? new OlderChains(o.Count + 1, o.First, Math.Max(o.Last, chain.Last), o.Missing + chain.MissingCount)
        : new OlderChains(1, chain.First, chain.Last, chain.MissingCount);

    // A number the board reports as damaged is named by itself.
    private IEnumerable<MissingRange> Split(long first, long last, MissingReason reason)
    {
        foreach (var number in first <= last ? damaged.GetViewBetween(first, last) : [])
        {
            if (number > first) yield return new MissingRange(first, number - 1, reason);
            yield return new MissingRange(number, number, MissingReason.Damaged);
            first = number + 1;
        }
        if (first <= last) yield return new MissingRange(first, last, reason);
    }
}
