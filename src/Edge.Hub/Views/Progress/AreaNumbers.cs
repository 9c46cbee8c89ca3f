namespace Edge.Hub.Views.Progress;

/// <summary>What is known of one group of boards, or of several together.</summary>
internal sealed class AreaNumbers
{
    /// <summary>So many days are told one by one, today the last of them.</summary>
    public const int TrendDays = 30;

    public Outcomes Total { get; } = new();

    public Outcomes Today { get; } = new();

    /// <summary>Each of the last days, oldest first.</summary>
    public IReadOnlyList<Outcomes> Days { get; } = [.. Enumerable.Range(0, TrendDays).Select(_ => new Outcomes())];

    public int Boards { get; set; }

    /// <summary>People one team is to enrol in a day; 0 for none.</summary>
    public int TeamQuota { get; set; }

    public ListFigures? List { get; set; }

    public void Add(AreaNumbers other)
    {
        Total.Add(other.Total);
        Today.Add(other.Today);
        for (var i = 0; i < TrendDays; i++) Days[i].Add(other.Days[i]);
        Boards += other.Boards;
        List = Sum(List, other.List);
    }

    private static ListFigures? Sum(ListFigures? a, ListFigures? b) => a is null || b is null ? a ?? b
        : new ListFigures(a.People + b.People, a.NeedsRide + b.NeedsRide, a.NeedsVisit + b.NeedsVisit, a.LacksCard + b.LacksCard, a.LacksAccount + b.LacksAccount, a.LacksActivation + b.LacksActivation);
}
