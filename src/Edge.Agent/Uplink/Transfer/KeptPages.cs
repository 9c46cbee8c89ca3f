using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>Cuts what a board keeps into pages that one offer can tell and one have can answer.</summary>
internal static class KeptPages
{
    public static IEnumerable<List<KeptRange>> Of(IEnumerable<KeptRange> kept)
    {
        var (page, room) = (new List<KeptRange>(), (ulong)Limits.KeptPage);
        foreach (var chain in kept)
        {
            KeptRange? told = null;
            foreach (var range in chain.Ranges)
            {
                for (var first = range.First; first <= range.Last;)
                {
                    if (room == 0 || (told is null && page.Count == Limits.KeptChains))
                    {
                        yield return page;
                        (page, room, told) = ([], Limits.KeptPage, null);
                    }
                    if (told is null) page.Add(told = new KeptRange { ChainId = chain.ChainId });
                    var last = Math.Min(range.Last, first + room - 1);
                    told.Ranges.Add(new SequenceRange { First = first, Last = last });
                    room -= last - first + 1;
                    first = last + 1;
                }
            }
        }
        if (page.Count > 0) yield return page;
    }
}
