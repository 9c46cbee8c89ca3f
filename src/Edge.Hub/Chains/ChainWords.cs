namespace Edge.Hub.Chains;

/// <summary>Tells a person what <see cref="ChainFacts"/> hold.</summary>
internal static class ChainWords
{
    private const int MostRanges = 20;
    // Whole chains of an ordinary board, one a start, are told together.
    private const int Together = 4;

    public static IEnumerable<string> Tell(ChainFacts facts)
    {
        yield return Sum(facts);
        if (facts.LastContactAt is { } at) yield return $"It last spoke {Moment(at)}; {(facts.BacklogRecords == 0 ? "nothing was waiting on it then" : $"{Records(facts.BacklogRecords)} waited on it then")}.";
        if (facts.Older is { } o) yield return $"{o.Count} older chains, records {o.First} to {o.Last}: {(o.Missing == 0 ? "nothing of them is missing" : $"{o.Missing} of their records are missing")}.";
        foreach (var line in Lines(facts.Chains)) yield return line;
        foreach (var range in facts.InNoChain) yield return $"{Records(range)}: the board has made {Them(range)}, in a chain of which nothing has come.";
        foreach (var fork in facts.Forks) yield return Tell(fork);
        if (facts.Beginnings.Count > 1) yield return $"Chains {string.Join(", ", facts.Beginnings.Select(ChainName.Of))} each begin at a card's very first record: the card was wiped or replaced in between, and started again.";
    }

    private static string Sum(ChainFacts f)
    {
        if (f.Stored + f.Receiving + f.Missing == 0) return "No record of this board is known.";
        var arriving = f.Receiving == 0 ? "" : $", {f.Receiving} still arriving";
        return f.Missing == 0 ? $"Nothing is missing: {Records(f.Stored)} here{arriving}." : $"{Records(f.Stored)} here{arriving}, {f.Missing} missing.";
    }

    private static IEnumerable<string> Lines(IReadOnlyList<ChainFact> chains)
    {
        for (var i = 0; i < chains.Count;)
        {
            var run = 1;
            while (chains[i].IsWhole && i + run < chains.Count && chains[i + run].IsWhole && chains[i + run].First == chains[i + run - 1].Last + 1) run++;
            if (run >= Together) yield return $"{run} chains, {ChainName.Of(chains[i].ChainId)} to {ChainName.Of(chains[i + run - 1].ChainId)}: records {chains[i].First} to {chains[i + run - 1].Last}, all here.";
            else for (var c = i; c < i + run; c++) yield return Tell(chains[c]);
            i += run;
        }
    }

    public static string Tell(ChainFact chain)
    {
        var head = $"Chain {ChainName.Of(chain.ChainId)}: {Records(new NumberRange(chain.First, chain.Last))}";
        if (chain.IsWhole) return chain.First == chain.Last ? $"{head}, here." : $"{head}, all here.";
        var parts = new List<string>();
        if (chain.Stored + chain.Receiving == 0) parts.Add("none of them is here");
        if (chain.Receiving > 0) parts.Add($"{chain.Receiving} still arriving");
        parts.AddRange(chain.Missing.Take(MostRanges).Select(m => Tell(m, chain)));
        var untold = chain.MissingCount - chain.Missing.Take(MostRanges).Sum(m => m.Last - m.First + 1);
        if (untold > 0) parts.Add($"and {untold} more are missing");
        return $"{head}; {string.Join("; ", parts)}.";
    }

    private static string Tell(MissingRange missing, ChainFact chain)
    {
        var range = new NumberRange(missing.First, missing.Last);
        return missing.Reason switch
        {
            MissingReason.Damaged => $"{missing.First} is missing, the board reported it damaged",
            MissingReason.Tail => $"{Numbers(range)} {(range.Count == 1 ? "was" : "were")} promised by its signed head on {Moment(chain.PromisedAt ?? default)} and {(range.Count == 1 ? "has" : "have")} not come",
            _ => $"{Numbers(range)} {(range.Count == 1 ? "is" : "are")} missing",
        };
    }

    public static string Tell(Fork fork)
    {
        var sides = string.Join(", ", fork.Sides.Select(s => $"{s.Sequence} of chain {ChainName.Of(s.ChainId)}"));
        var count = fork.Sides.Count switch { 2 => "two", 3 => "three", var n => $"{n}" };
        return fork.Kind switch
        {
            ForkKind.OnePredecessor => $"FORK after record {fork.Sides[0].Sequence - 1}: {count} records name it as the one before them ({sides}). The card was copied or restored; all are stored.",
            ForkKind.OneBeginning => $"FORK at the beginning: {count} records are signed as the card's first, with one key ({sides}). The card was copied, or emptied; all are stored.",
            ForkKind.OneNumber => $"FORK at record {fork.Sides[0].Sequence}: {count} records carry this number of chain {ChainName.Of(fork.Sides[0].ChainId)}; all are stored.",
            _ => $"FORK at record {sides}: the chain's signed head names another record of that number, which has not come.",
        };
    }

    private static string Moment(DateTimeOffset at) => $"{at:yyyy-MM-dd HH:mm} UTC";

    private static string Records(long count) => count == 1 ? "1 record" : $"{count} records";

    private static string Records(NumberRange range) => range.Count == 1 ? $"record {range.First}" : $"records {range.First} to {range.Last}";

    private static string Numbers(NumberRange range) => range.Count switch { 1 => $"{range.First}", 2 => $"{range.First} and {range.Last}", _ => $"{range.First} to {range.Last}" };

    private static string Them(NumberRange range) => range.Count == 1 ? "it" : "them";
}
