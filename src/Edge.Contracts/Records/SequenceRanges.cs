using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Records;

/// <summary>Record numbers of one chain as ranges, the form in which board and hub compare what they hold.</summary>
public static class SequenceRanges
{
    /// <summary>Joins numbers into ranges; they may come in any order and more than once.</summary>
    public static IEnumerable<SequenceRange> Of(IEnumerable<ulong> sequences)
    {
        SequenceRange? open = null;
        foreach (var sequence in sequences.Distinct().Order())
        {
            if (open is not null && sequence == open.Last + 1)
            {
                open.Last = sequence;
                continue;
            }
            if (open is not null) yield return open;
            open = new SequenceRange { First = sequence, Last = sequence };
        }
        if (open is not null) yield return open;
    }

    /// <summary>How many numbers the ranges name.</summary>
    public static ulong Count(IEnumerable<SequenceRange> ranges) => ranges.Aggregate(0UL, (sum, r) => checked(sum + (r.Last - r.First + 1)));

    /// <summary>True where one of the ranges names the number.</summary>
    public static bool Contains(IEnumerable<SequenceRange> ranges, ulong sequence) => ranges.Any(r => r.First <= sequence && sequence <= r.Last);

    /// <summary>Checks a chain's ranges that came from outside; returns the chain.</summary>
    /// <exception cref="MalformedException">The chain id or a range has not its form, or more than <paramref name="most"/> numbers are named.</exception>
    public static Guid Check(ByteString chainId, IReadOnlyList<SequenceRange> ranges, ulong most, string what)
    {
        if (chainId.Length != 16) throw new MalformedException($"{what}: chain_id must be 16 bytes");
        ulong named = 0;
        foreach (var range in ranges)
        {
            if (range.First == 0 || range.Last < range.First || range.Last > Limits.Sequence) throw new MalformedException($"{what}: a range must be 1 <= first <= last <= {Limits.Sequence}");
            if (range.Last - range.First >= most || (named += range.Last - range.First + 1) > most) throw new MalformedException($"{what}: more than {most} numbers");
        }
        return new Guid(chainId.Span, bigEndian: true);
    }
}
