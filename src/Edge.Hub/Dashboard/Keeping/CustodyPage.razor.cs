using System.Globalization;
using Edge.Hub.Dashboard.Words;
using Edge.Hub.Views.Custody;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.QuickGrid;

namespace Edge.Hub.Dashboard.Keeping;

/// <summary>Where every record is, board by board, from numbers that are kept with each commit.</summary>
public sealed partial class CustodyPage
{
    private static readonly GridSort<CustodyRow> ByNode = GridSort<CustodyRow>.ByAscending(r => r.Node);
    private static readonly GridSort<CustodyRow> ByAnnounced = GridSort<CustodyRow>.ByAscending(r => r.Announced);
    private static readonly GridSort<CustodyRow> ByReceived = GridSort<CustodyRow>.ByAscending(r => r.Received);
    private static readonly GridSort<CustodyRow> ByOutThere = GridSort<CustodyRow>.ByAscending(r => r.OutThere);
    private static readonly GridSort<CustodyRow> ByOldest = GridSort<CustodyRow>.ByAscending(r => r.Oldest ?? DateTimeOffset.MaxValue);
    private static readonly GridSort<CustodyRow> ByReceiving = GridSort<CustodyRow>.ByAscending(r => r.Receiving);
    private static readonly GridSort<CustodyRow> ByMissing = GridSort<CustodyRow>.ByAscending(r => r.Missing);
    private static readonly GridSort<CustodyRow> ByDamaged = GridSort<CustodyRow>.ByAscending(r => r.Damaged);
    private static readonly GridSort<CustodyRow> ByNotSafe = GridSort<CustodyRow>.ByAscending(r => r.NotSafe);

    private readonly PaginationState _pages = new() { ItemsPerPage = 50 };
    private CustodyView? _view;
    private IQueryable<CustodyRow> _rows = Enumerable.Empty<CustodyRow>().AsQueryable();
    private DateTimeOffset _now;
    private bool _onlyTrouble;

    [Inject] private CustodyViews Views { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    private string Yesterday => Tongue.DayOf(_now).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected override async Task OnInitializedAsync()
    {
        _now = Time.GetUtcNow();
        _view = await Views.ReadAsync(CancellationToken.None);
        Choose();
    }

    private void Choose() => _rows = _view!.Boards.Where(r => !_onlyTrouble || r.Missing > 0 || r.Damaged > 0 || r.Held.Count > 0)
        .OrderByDescending(r => r.Missing > 0).ThenByDescending(r => r.Damaged > 0 || r.Held.Count > 0).ThenBy(r => r.Node, StringComparer.Ordinal).ToList().AsQueryable();
}
