namespace Edge.Hub.Views.Progress;

/// <summary>How far a place is: the place, what is in it, who works there, and the last days.</summary>
/// <param name="At">When the numbers were read.</param>
/// <param name="Today">The local day they call today.</param>
/// <param name="Path">From the whole down to the place above this one.</param>
/// <param name="Children">The places in it, by name.</param>
/// <param name="Teams">Boards and officers of the place's own boards.</param>
/// <param name="Trend">The last 30 days, oldest first.</param>
/// <param name="Editions">Imports of its own worklist, newest first.</param>
public sealed record ProgressView(DateTimeOffset At, DateOnly Today, PlaceFigures Place, IReadOnlyList<PlaceName> Path, IReadOnlyList<PlaceFigures> Children,
    IReadOnlyList<TeamFigures> Teams, IReadOnlyList<DayFigures> Trend, IReadOnlyList<EditionFigures> Editions);

/// <summary>A place by its name.</summary>
public sealed record PlaceName(string Code, string Name);

/// <summary>A place in numbers, with all places in it.</summary>
public sealed record PlaceFigures
{
    /// <summary>The code of what is above all places.</summary>
    public const string Whole = "";

    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Null for the whole.</summary>
    public string? Parent { get; init; }

    /// <summary>False for a group of boards that no place was made for.</summary>
    public bool IsPlace { get; init; } = true;

    /// <summary>Boards that are not locked.</summary>
    public int Boards { get; init; }

    /// <summary>The service that counts towards the target.</summary>
    public required string Service { get; init; }

    /// <summary>People enrolled for it.</summary>
    public long Enrolled { get; init; }

    public long EnrolledToday { get; init; }

    public long? Target { get; init; }

    /// <summary>Of the target; may be more than 100.</summary>
    public decimal? Percent => Target is > 0 ? Math.Round(100m * Enrolled / Target.Value, 1, MidpointRounding.AwayFromZero) : null;

    public long? QuotaLow { get; init; }

    public long? QuotaHigh { get; init; }

    /// <summary>Today's of the lower quota.</summary>
    public decimal? QuotaPercent => QuotaLow is > 0 ? Math.Round(100m * EnrolledToday / QuotaLow.Value, 1, MidpointRounding.AwayFromZero) : null;

    public DateOnly? Deadline { get; init; }

    /// <summary>Today and the last day among them; 0 where it is over.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>People still to be enrolled; null without a target.</summary>
    public long? Remaining => Target is { } target ? Math.Max(0, target - Enrolled) : null;

    /// <summary>How many a day it takes from today on to be done by the deadline; null where there is none, or it is over.</summary>
    public long? NeededPerDay => Remaining is { } left && DaysLeft is { } days && days > 0 ? (left + days - 1) / days : null;

    /// <summary>Card, level-2 account and activation, always and in this order; then what else boards offer.</summary>
    public required IReadOnlyList<ServiceFigures> Services { get; init; }

    /// <summary>Why people could not be enrolled, most frequent first, the rest last; shares sum to 100.</summary>
    public required IReadOnlyList<ReasonFigures> Unable { get; init; }

    public long UnableCount => Unable.Sum(r => r.Count);

    /// <summary>What the worklists say; null where there is none.</summary>
    public ListFigures? List { get; init; }

    /// <summary>Records that are of no citizen's service, or beyond what is counted apart.</summary>
    public long Others { get; init; }
}

/// <summary>One service in numbers.</summary>
public sealed record ServiceFigures(string Service, long Complete, long WithExceptions, long Requested, long Unable, long Today)
{
    /// <summary>Done, exceptions or not; what was requested is not done yet.</summary>
    public long Done => Complete + WithExceptions;
}

/// <summary>One reason and its share of all.</summary>
/// <param name="Reason">As the record says it, such as cannot-read; <c>*</c> for the rest.</param>
/// <param name="Share">In percent, to two places; all shares sum to 100.</param>
/// <param name="Named">What the rest is made of; empty for a reason of its own.</param>
public sealed record ReasonFigures(string Reason, long Count, decimal Share, IReadOnlyList<string> Named);

/// <summary>Worklists in numbers.</summary>
/// <param name="NeedsRide">Come only if fetched.</param>
/// <param name="NeedsVisit">Cannot come, and are to be visited.</param>
public sealed record ListFigures(long People, long NeedsRide, long NeedsVisit, long LacksCard, long LacksAccount, long LacksActivation);

/// <summary>An import of a worklist.</summary>
/// <param name="Gone">Ticked off: on the list before, and not any more.</param>
public sealed record EditionFigures(DateTimeOffset ImportedAt, int People, int Added, int Gone, int NeedsRide, int NeedsVisit);

/// <summary>A board and an officer, which are a team.</summary>
/// <param name="Officer">Empty where nobody was signed in; <c>*</c> for those beyond what is counted apart.</param>
/// <param name="Quota">People a team is to enrol in a day; null where none is set.</param>
public sealed record TeamFigures(string Node, string Officer, long Enrolled, long EnrolledToday, long Unable, long UnableToday, int? Quota);

/// <summary>One day.</summary>
public sealed record DayFigures(DateOnly Day, long Enrolled, long Unable);
