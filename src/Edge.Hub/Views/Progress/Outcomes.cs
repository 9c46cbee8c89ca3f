using Edge.Hub.Archive;

namespace Edge.Hub.Views.Progress;

/// <summary>Counts by service and outcome, and what they mean (docs/enrolment.md).</summary>
internal sealed class Outcomes
{
    /// <summary>The services that are told always, in this order.</summary>
    public static readonly IReadOnlyList<string> Told = ["card", "account", "activation"];

    /// <summary>What the desk can say of whoever could not be enrolled.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["cannot-read", "no-phone", "number-of-another", "away", "at-sea", "ill", "after-childbirth", "mental-illness", "needs-ride", "needs-visit", "data-wrong", "fingerprints-worn", "refused"];

    private const string UnablePrefix = "unable-";

    // Records of the board's own: its day's sums, its journal.
    private static readonly HashSet<string> OfNobody = new(StringComparer.Ordinal) { "day", "journal", RecordSort.Others };

    private readonly Dictionary<(string Kind, string Outcome), long> _counts = [];

    public IEnumerable<string> Kinds => _counts.Keys.Select(k => k.Kind).Distinct().Where(k => !OfNobody.Contains(k));

    /// <summary>What is of no service.</summary>
    public long OfNoService => _counts.Where(c => OfNobody.Contains(c.Key.Kind)).Sum(c => c.Value);

    public static bool IsDone(string outcome) => outcome is "complete" or "complete-with-exceptions";

    public static bool IsUnable(string kind, string outcome) => outcome.StartsWith(UnablePrefix, StringComparison.Ordinal) && !OfNobody.Contains(kind);

    public void Add(string kind, string outcome, long count) => _counts[(kind, outcome)] = _counts.GetValueOrDefault((kind, outcome)) + count;

    public void Add(Outcomes others)
    {
        foreach (var ((kind, outcome), count) in others._counts) Add(kind, outcome, count);
    }

    public long Done(string kind) => Of(kind, "complete") + Of(kind, "complete-with-exceptions");

    public ServiceFigures Service(string kind, Outcomes today) => new(kind, Of(kind, "complete"), Of(kind, "complete-with-exceptions"), Of(kind, "requested"),
        _counts.Where(c => c.Key.Kind == kind && IsUnable(kind, c.Key.Outcome)).Sum(c => c.Value), today.Done(kind) + today.Of(kind, "requested"));

    /// <summary>The three that are told always, and what else there is, by name.</summary>
    public IReadOnlyList<ServiceFigures> Services(Outcomes today) => [.. Told.Concat(Kinds.Except(Told).Order(StringComparer.Ordinal)).Select(k => Service(k, today))];

    /// <summary>Reasons the desk knows one by one, and what else a board may have said together, by name.</summary>
    public IReadOnlyList<ReasonFigures> Unable()
    {
        var counts = _counts.Where(c => IsUnable(c.Key.Kind, c.Key.Outcome)).GroupBy(c => c.Key.Outcome[UnablePrefix.Length..]).ToDictionary(g => g.Key, g => g.Sum(c => c.Value), StringComparer.Ordinal);
        var known = Reasons.Where(r => counts.GetValueOrDefault(r) > 0).Select(r => (Reason: r, Count: counts[r], Named: (IReadOnlyList<string>)[])).OrderByDescending(r => r.Count).ToList();
        var rest = counts.Where(c => c.Value > 0 && !Reasons.Contains(c.Key)).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).ToList();
        if (rest.Count > 0) known.Add((RecordSort.Others, rest.Sum(c => c.Value), [.. rest.Take(20).Select(c => c.Key)]));
        var shares = Shares.Of([.. known.Select(r => r.Count)]);
        return [.. known.Select((r, i) => new ReasonFigures(r.Reason, r.Count, shares[i], r.Named))];
    }

    private long Of(string kind, string outcome) => _counts.GetValueOrDefault((kind, outcome));
}
