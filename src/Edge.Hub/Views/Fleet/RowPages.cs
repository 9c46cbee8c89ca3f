using System.Collections;

namespace Edge.Hub.Views.Fleet;

/// <summary>A list in pages: copied twice a second, one array of all boards would lie among the large objects that are seldom collected.</summary>
internal sealed class RowPages : IReadOnlyList<FleetRow>
{
    private const int PageRows = 1024;

    private readonly FleetRow[][] _pages;

    private RowPages(FleetRow[][] pages, int count) => (_pages, Count) = (pages, count);

    public int Count { get; }

    public FleetRow this[int index] => index >= 0 && index < Count ? _pages[index / PageRows][index % PageRows] : throw new ArgumentOutOfRangeException(nameof(index));

    public static RowPages Of(List<FleetRow> rows)
    {
        var pages = new FleetRow[(rows.Count + PageRows - 1) / PageRows][];
        for (var p = 0; p < pages.Length; p++)
        {
            pages[p] = new FleetRow[Math.Min(PageRows, rows.Count - p * PageRows)];
            rows.CopyTo(p * PageRows, pages[p], 0, pages[p].Length);
        }
        return new RowPages(pages, rows.Count);
    }

    public IEnumerator<FleetRow> GetEnumerator() => _pages.SelectMany(p => p).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
