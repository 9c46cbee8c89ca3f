using System.Globalization;
using System.Text;
using Edge.Hub.Dashboard.Words;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Parts;

/// <summary>A count for each of some days as columns, and the same figures as a table for whoever cannot see them.</summary>
public sealed partial class Days
{
    private const int Marks = 6;

    private string _columns = "";
    private string _told = "";
    private long _top;
    private List<string> _marks = [];

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>What stands beside the title.</summary>
    [Parameter] public string Now { get; set; } = "";

    /// <summary>The oldest first.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<DayCount> Values { get; set; }

    protected override void OnParametersSet()
    {
        var most = Values.Count == 0 ? 0 : Values.Max(v => v.Count);
        _top = Math.Max(1, (long)ChartPath.Top(most));
        _columns = Columns();
        _marks = Values.Count == 0 ? [] : [.. Enumerable.Range(0, Marks).Select(i => Tongue.ShortDay(Tongue.StartOf(Values[(Values.Count - 1) * i / (Marks - 1)].Day)))];
        _told = Values.Count == 0 ? Title : Tongue.Of(BoardWords.ChartTold, Title, _marks[0], _marks[^1], Tongue.Number(Values.Min(v => v.Count)), Tongue.Number(most));
    }

    private string Columns()
    {
        var path = new StringBuilder();
        var wide = (double)ChartPath.Width / Math.Max(1, Values.Count);
        for (var i = 0; i < Values.Count; i++)
        {
            if (Values[i].Count <= 0) continue;
            // A single one among thousands is to be seen, too.
            var high = Math.Max(1.5, ChartPath.Height * (double)Values[i].Count / _top);
            path.Append(CultureInfo.InvariantCulture, $"M{(i * wide) + (wide * 0.15):0.#} {ChartPath.Height}v-{high:0.#}h{wide * 0.7:0.#}v{high:0.#}z");
        }
        return path.ToString();
    }
}

/// <summary>How many there were on a day.</summary>
public readonly record struct DayCount(DateOnly Day, long Count);
