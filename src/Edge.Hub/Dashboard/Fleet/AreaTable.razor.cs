using Edge.Hub.Dashboard.Words;
using Edge.Hub.Views.Fleet;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.QuickGrid;

namespace Edge.Hub.Dashboard.Fleet;

/// <summary>Boards by area, in sum.</summary>
public sealed partial class AreaTable
{
    private static readonly GridSort<AreaSums> ByName = GridSort<AreaSums>.ByAscending(a => a.Area);
    private static readonly GridSort<AreaSums> ByBoards = GridSort<AreaSums>.ByAscending(a => a.Sums.Boards);
    private static readonly GridSort<AreaSums> ByState = GridSort<AreaSums>.ByAscending(a => a.Sums.In(BoardState.Attention)).ThenAscending(a => a.Sums.In(BoardState.Silent));
    private static readonly GridSort<AreaSums> ByWaiting = GridSort<AreaSums>.ByAscending(a => a.Sums.Waiting);
    private static readonly GridSort<AreaSums> ByOldest = GridSort<AreaSums>.ByAscending(a => a.Sums.Oldest ?? DateTimeOffset.MaxValue);
    private static readonly GridSort<AreaSums> ByMissing = GridSort<AreaSums>.ByAscending(a => a.Sums.Missing);
    private static readonly GridSort<AreaSums> ByStored = GridSort<AreaSums>.ByAscending(a => a.Sums.Stored);
    private static readonly GridSort<AreaSums> ByLast = GridSort<AreaSums>.ByAscending(a => a.Sums.LastContact);

    private readonly PaginationState _pages = new() { ItemsPerPage = 50 };
    private IReadOnlyList<FleetRow>? _read;
    private IQueryable<AreaSums> _areas = Enumerable.Empty<AreaSums>().AsQueryable();

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter, EditorRequired] public required IReadOnlyList<FleetRow> Found { get; set; }

    [Parameter] public DateTimeOffset Now { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_read, Found)) return;
        _read = Found;
        _areas = Found.GroupBy(r => r.Group, StringComparer.Ordinal).Select(g => new AreaSums(g.Key, FleetSums.Of(g))).OrderBy(a => a.Area, StringComparer.Ordinal).ToList().AsQueryable();
    }
}
