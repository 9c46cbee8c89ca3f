using System.Globalization;
using Edge.Hub.Chains;
using Edge.Hub.Dashboard.Words;

namespace Edge.Hub.Dashboard.Board;

/// <summary>Tells what a board's numbers prove: what is whole together, what is not line by line.</summary>
internal static class ChainLines
{
    private const int MostLines = 40;
    private const int MostRanges = 5;

    public static IEnumerable<(string Text, bool Bad)> Of(ChainFacts facts, Tongue tongue) => Lines(facts, tongue).Take(MostLines);

    private static IEnumerable<(string Text, bool Bad)> Lines(ChainFacts facts, Tongue tongue)
    {
        foreach (var fork in facts.Forks) yield return (tongue.Of(BoardWords.Fork, tongue.Number(fork.Sides[0].Sequence)), true);
        foreach (var range in facts.InNoChain) yield return (tongue.Of(BoardWords.InNoChain, tongue.Number(range.First), tongue.Number(range.Last)), true);
        foreach (var chain in facts.Chains.Where(c => c.MissingCount > 0).Reverse()) yield return (Broken(chain, tongue), true);
        if (facts.Beginnings.Count > 1) yield return (tongue.Of(BoardWords.Restarted, tongue.Number(facts.Beginnings.Count)), true);
        foreach (var run in Runs(facts.Chains).Reverse()) yield return ($"{tongue.Of(BoardWords.ChainRange, tongue.Number(run.First), tongue.Number(run.Last))}: {tongue[BoardWords.Whole]}", false);
        if (facts.Older is { } older) yield return (tongue.Of(BoardWords.OlderChains, tongue.Number(older.Count), tongue.Number(older.First), tongue.Number(older.Last), tongue.Number(older.Missing)), older.Missing > 0);
    }

    private static string Broken(ChainFact chain, Tongue tongue)
    {
        var ranges = chain.Missing.Take(MostRanges).Select(m => $"{(m.First == m.Last ? tongue.Number(m.First) : $"{tongue.Number(m.First)}-{tongue.Number(m.Last)}")} ({tongue[Reason(m.Reason)]})");
        return string.Create(CultureInfo.InvariantCulture, $"{tongue.Of(BoardWords.ChainRange, tongue.Number(chain.First), tongue.Number(chain.Last))}: {tongue.Of(BoardWords.ChainMissing, tongue.Number(chain.MissingCount))}: {string.Join(", ", ranges)}");
    }

    private static Text Reason(MissingReason reason) => reason switch
    {
        MissingReason.Damaged => BoardWords.MissingDamaged,
        MissingReason.Tail => BoardWords.MissingTail,
        _ => BoardWords.MissingHole,
    };

    // One chain a start of the board: those that follow upon each other without a hole are one line.
    private static IEnumerable<NumberRange> Runs(IReadOnlyList<ChainFact> chains)
    {
        NumberRange? run = null;
        foreach (var chain in chains)
        {
            if (chain.MissingCount == 0 && run is not null && chain.First == run.Last + 1)
            {
                run = run with { Last = chain.Last };
                continue;
            }
            if (run is not null) yield return run;
            run = chain.MissingCount == 0 ? new NumberRange(chain.First, chain.Last) : null;
        }
        if (run is not null) yield return run;
    }
}
