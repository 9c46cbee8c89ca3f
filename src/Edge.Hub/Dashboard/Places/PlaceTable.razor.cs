using Edge.Hub.Dashboard.Words;
using Edge.Hub.Views.Progress;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.QuickGrid;

namespace Edge.Hub.Dashboard.Places;

/// <summary>The places in a place, each with how far it is.</summary>
public sealed partial class PlaceTable
{
    private static readonly GridSort<PlaceFigures> ByName = GridSort<PlaceFigures>.ByAscending(p => Edge.Contracts.LatinText.Plain(p.Name));
    private static readonly GridSort<PlaceFigures> ByBoards = GridSort<PlaceFigures>.ByDescending(p => p.Boards);
    private static readonly GridSort<PlaceFigures> ByEnrolled = GridSort<PlaceFigures>.ByDescending(p => p.Enrolled);
    private static readonly GridSort<PlaceFigures> ByPercent = GridSort<PlaceFigures>.ByAscending(p => p.Percent ?? decimal.MaxValue);
    private static readonly GridSort<PlaceFigures> ByToday = GridSort<PlaceFigures>.ByDescending(p => p.EnrolledToday);
    private static readonly GridSort<PlaceFigures> ByNeeded = GridSort<PlaceFigures>.ByDescending(p => p.NeededPerDay ?? -1);
    private static readonly GridSort<PlaceFigures> ByUnable = GridSort<PlaceFigures>.ByDescending(p => p.UnableCount);
    private static readonly GridSort<PlaceFigures> ByListed = GridSort<PlaceFigures>.ByDescending(p => p.List == null ? -1 : p.List.People);

    private readonly PaginationState _pages = new() { ItemsPerPage = 50 };
    private IReadOnlyList<PlaceFigures>? _read;
    private IQueryable<PlaceFigures> _places = Enumerable.Empty<PlaceFigures>().AsQueryable();

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter, EditorRequired] public required IReadOnlyList<PlaceFigures> Places { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_read, Places)) return;
        (_read, _places) = (Places, Places.ToList().AsQueryable());
    }
}
