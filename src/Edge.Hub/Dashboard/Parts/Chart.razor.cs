using Edge.Hub.Dashboard.Words;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Parts;

/// <summary>A line over some days, and the same figures as a table for whoever cannot see it.</summary>
public sealed partial class Chart
{
    // A mark a day where there is room for it, otherwise every sixth day.
    private const int Week = 7;
    private const int MarksOfMonth = 6;

    private string _path = "";
    private string _told = "";
    private double _high;
    private List<string> _days = [];
    private List<(string Day, string Least, string Most, string Last)> _table = [];

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>The value of this moment with its age, in words.</summary>
    [Parameter] public string Now { get; set; } = "";

    [Parameter, EditorRequired] public required IReadOnlyList<ChartPoint> Points { get; set; }

    [Parameter, EditorRequired] public required DateTimeOffset From { get; set; }

    [Parameter, EditorRequired] public required DateTimeOffset To { get; set; }

    [Parameter] public double Low { get; set; }

    /// <summary>Null for what fits.</summary>
    [Parameter] public double? High { get; set; }

    [Parameter] public string Unit { get; set; } = "";

    protected override void OnParametersSet()
    {
        var known = Points.Where(p => p.Value is not null).ToList();
        _high = High ?? ChartPath.Top(known.Count == 0 ? 0 : known.Max(p => p.Value!.Value));
        _path = ChartPath.Of(Points, From, To, Low, _high);
        var marks = (To - From).TotalDays <= Week ? Week + 1 : MarksOfMonth;
        _days = [.. Enumerable.Range(0, marks).Select(i => Tongue.ShortDay(From + (To - From) * i / (marks - 1)))];
        _table = [.. known.GroupBy(p => Tongue.DayOf(p.At)).OrderByDescending(g => g.Key).Select(g => (Tongue.Day(g.Key), Shown(g.Min(p => p.Value!.Value)), Shown(g.Max(p => p.Value!.Value)), Shown(g.MaxBy(p => p.At).Value!.Value)))];
        _told = known.Count == 0 ? Title : Tongue.Of(BoardWords.ChartTold, Title, Tongue.ShortDay(From), Tongue.ShortDay(To), Shown(known.Min(p => p.Value!.Value)), Shown(known.Max(p => p.Value!.Value)));
    }

    private string Shown(double value) => Tongue.Number(value, 0) + Unit;
}
