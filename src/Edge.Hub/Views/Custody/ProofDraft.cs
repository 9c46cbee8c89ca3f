using Edge.Hub.Chains;

namespace Edge.Hub.Views.Custody;

/// <summary>Judges a day number by number. No clock and no I/O.</summary>
/// <param name="from">The day's beginning.</param>
/// <param name="to">Its end.</param>
/// <param name="first">The lowest number that the board's clock puts into the day.</param>
/// <param name="last">The highest; one less than <paramref name="first"/> where there is none.</param>
/// <param name="safeUpTo">Records stored under this number are in a confirmed copy.</param>
internal sealed class ProofDraft(DateTimeOffset from, DateTimeOffset to, long first, long last, long safeUpTo)
{
    // A board may number as it likes; a day of more numbers than this is no day's work.
    private const long Most = 100_000;
    private const int MostDoubts = 200;

    private readonly List<ProofNumber> _numbers = [];
    private readonly List<ProofDoubt> _doubts = [];
    private readonly SortedSet<long> _absent = [.. Enumerable.Range(0, (int)Math.Clamp(last - first + 1, 0, Most)).Select(i => first + i)];
    private readonly Dictionary<Guid, SortedSet<long>> _chains = [];
    private byte[] _previous = [], _newest = [];
    private long _stored, _safe, _left, _seen, _distinct, _newestNumber;
    private bool _lacks;

    /// <summary>Takes each record from the first number to the last, in order.</summary>
    public void Add(ProofRecord record)
    {
        Note(record);
        Take(record);
    }

    /// <summary>Judges the whole.</summary>
    /// <param name="board">Its name and group.</param>
    /// <param name="day">The day.</param>
    /// <param name="damaged">Numbers the board reports as damaged.</param>
    /// <param name="before">From the first number down.</param>
    /// <param name="after">From the last number up.</param>
    /// <param name="head">What the board has said.</param>
    /// <param name="promised">Chains the board has signed for.</param>
    /// <param name="moment">This moment, and how far clocks may be off.</param>
    public Proof End((string Node, string Group) board, DateOnly day, SortedSet<long> damaged, ProofWalk before, ProofWalk after, ProofHead head, IReadOnlyList<Chain> promised, (DateTimeOffset Now, TimeSpan Margin) moment)
    {
        var lost = _absent.Where(damaged.Contains).ToList();
        foreach (var number in _absent) List(new ProofNumber(number, damaged.Contains(number) ? ProofState.Damaged : ProofState.Missing, null, null, false, "", null));
        foreach (var (low, high) in Ranges(_absent.Except(lost))) Doubt(ProofProblem.Missing, low, high);
        foreach (var (low, high) in Ranges(lost)) Doubt(ProofProblem.Damaged, low, high);
        var absent = Math.Max(0, last - first + 1) - _distinct;
        if (absent > _absent.Count) Doubt(ProofProblem.Missing, first + Most, last);
        JudgeBefore(before);
        JudgeAfter(after, head, moment.Now, to + moment.Margin);
        foreach (var record in before.Records.Concat(after.Records)) Note(record);
        JudgeChains(promised, before.At, after.At);
        _numbers.Sort((a, b) => a.Number.CompareTo(b.Number));
        return new Proof(board.Node, board.Group, day, Verdict(), _doubts, _numbers, _left, last < first ? 0 : first, last < first ? 0 : last, _stored, _safe, absent, lost.Count,
            Convert.ToHexStringLower(_previous), Convert.ToHexStringLower(_newest), moment.Now);
    }

    private void Take(ProofRecord record)
    {
        if (record.Sequence == _newestNumber || record.Forked) Doubt(ProofProblem.Fork, record.Sequence, record.Sequence);
        if (_seen++ == 0) _previous = record.PreviousDigest;
        if (record.Sequence != _newestNumber) _distinct++;
        _absent.Remove(record.Sequence);
        (_newest, _newestNumber) = (record.Digest, record.Sequence);
        var safe = record.Stored && (record.SafeByExport || record.StoredNumber <= safeUpTo);
        if (record.Stored) _stored++;
        else Doubt(ProofProblem.Receiving, record.Sequence, record.Sequence);
        if (safe) _safe++;
        // In the middle of the day's numbers, and of another day.
        if (record.AcceptedAt < from || record.AcceptedAt >= to) Doubt(ProofProblem.Clock, record.Sequence, record.Sequence);
        List(new ProofNumber(record.Sequence, record.Stored ? ProofState.Stored : ProofState.Receiving, record.AcceptedAt, record.StoredAt, safe, record.Path, record.RecordId));
    }

    private void JudgeBefore(ProofWalk walk)
    {
        foreach (var (low, high) in walk.Missing) Doubt(ProofProblem.Before, low, high);
        foreach (var number in walk.Doubtful()) Doubt(ProofProblem.Clock, number, number);
        // Given up: further down nothing was looked at.
        if (walk.End is null && walk.At > 1) Doubt(ProofProblem.Clock, 1, walk.At - 1);
    }

    private void JudgeAfter(ProofWalk walk, ProofHead head, DateTimeOffset now, DateTimeOffset since)
    {
        foreach (var (low, high) in walk.Missing) Doubt(ProofProblem.After, low, high);
        foreach (var number in walk.Doubtful()) Doubt(ProofProblem.Clock, number, number);
        if (walk.End is null && head.Highest > walk.At) Doubt(ProofProblem.Clock, walk.At + 1, head.Highest);
        else if (now < since || (walk.End is null && walk.Missing.Count == 0 && !(head.At >= since && head.Said >= walk.At))) Doubt(ProofProblem.NotHeardSince, walk.At + 1, walk.At + 1);
    }

    // A number that one chain has, and another one that the board has signed for has not: the card was restored, and what it lost by that was never here.
    private void JudgeChains(IReadOnlyList<Chain> promised, long low, long high)
    {
        if (promised.Count > ProofViews.MostChains) Doubt(ProofProblem.Fork, low, high);
        var numbers = new SortedSet<long>(_chains.Values.SelectMany(c => c));
        foreach (var chain in promised.Take(ProofViews.MostChains).Where(c => c.LastSequence >= low && c.FirstSequence <= high))
        {
            var here = _chains.GetValueOrDefault(chain.ChainId);
            foreach (var number in numbers.GetViewBetween(Math.Max(low, chain.FirstSequence), Math.Min(high, chain.LastSequence)))
            {
                if (here?.Contains(number) != true) Doubt(ProofProblem.Fork, number, number);
            }
        }
    }

    private void Note(ProofRecord record)
    {
        if (_chains.TryGetValue(record.ChainId, out var known)) known.Add(record.Sequence);
        else _chains[record.ChainId] = [record.Sequence];
    }

    private ProofVerdict Verdict()
    {
        if (_lacks) return ProofVerdict.Incomplete;
        return _doubts.Count > 0 ? ProofVerdict.NotProven : ProofVerdict.Complete;
    }

    // What does not fit into the list counts all the same.
    private void Doubt(ProofProblem problem, long low, long high)
    {
        _lacks |= problem is ProofProblem.Missing or ProofProblem.Damaged or ProofProblem.Receiving;
        if (_doubts.Count > 0 && _doubts[^1] is var before && before.Problem == problem && before.Last + 1 >= low && before.First <= low) _doubts[^1] = before with { Last = Math.Max(high, before.Last) };
        else if (_doubts.Count > 0 && _doubts[^1] is var after && after.Problem == problem && after.First - 1 == high) _doubts[^1] = after with { First = low };
        else if (_doubts.Count < MostDoubts) _doubts.Add(new ProofDoubt(problem, low, high));
    }

    private void List(ProofNumber number)
    {
        if (_numbers.Count < ProofViews.MostNumbers) _numbers.Add(number);
        else _left++;
    }

    private static IEnumerable<(long First, long Last)> Ranges(IEnumerable<long> numbers)
    {
        (long First, long Last)? range = null;
        foreach (var number in numbers)
        {
            if (range is { } r && r.Last + 1 == number) range = (r.First, number);
            else
            {
                if (range is { } done) yield return done;
                range = (number, number);
            }
        }
        if (range is { } end) yield return end;
    }
}
