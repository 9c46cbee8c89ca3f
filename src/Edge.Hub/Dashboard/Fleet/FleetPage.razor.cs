using Edge.Hub.Alerts;
using Edge.Hub.Dashboard.Shell;
using Edge.Hub.Dashboard.Words;
using Edge.Hub.Fleet.Habit;
using Edge.Hub.Ingest;
using Edge.Hub.Views.Fleet;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.QuickGrid;

namespace Edge.Hub.Dashboard.Fleet;

/// <summary>Every board, live. Reads memory alone; draws again only what somebody would see changed.</summary>
public sealed partial class FleetPage : IDisposable
{
    private const int PageSize = 50;
    private static readonly TimeSpan Fastest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AgesEvery = TimeSpan.FromSeconds(15);

    private readonly PaginationState _pages = new() { ItemsPerPage = PageSize };
    private FleetFilter _filter = new(null, null, "");
    private FleetSums _sums = FleetSums.Of([]);
    private FleetSums _shownSums = FleetSums.Of([]);
    private List<FleetRow> _found = [];
    private List<string> _areaNames = [];
    private FleetRow[] _shown = [];
    private GridItemsProviderRequest<FleetRow>? _asked;
    private QuickGrid<FleetRow>? _grid;
    private DateTimeOffset _now;
    private Pulse? _pulse;
    private ITimer? _ages;
    private bool _stale;

    [Inject] private FleetBook Book { get; set; } = null!;

    [Inject] private IngestStatus Ingest { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "state")] private string? AskedState { get; set; }

    [SupplyParameterFromQuery(Name = "area")] private string? AskedArea { get; set; }

    [SupplyParameterFromQuery(Name = "q")] private string? AskedSearch { get; set; }

    [SupplyParameterFromQuery(Name = "by")] private string? By { get; set; }

    private bool ByArea => By == "area";

    private string? Problem => Ingest.Problem is { } told ? Edge.Contracts.Shown.PlainText.Of(told) : Ingest.Connected ? null : Tongue[FleetWords.IngestDown];

    public void Dispose()
    {
        Book.Changed -= Changed;
        _ages?.Dispose();
        _pulse?.Dispose();
    }

    protected override void OnInitialized()
    {
        if (!RendererInfo.IsInteractive) return;
        _pulse = new Pulse(Time, Fastest, () => InvokeAsync(() => UpdateAsync(evenAges: false)));
        Book.Changed += Changed;
        _ages = Time.CreateTimer(_ => _ = InvokeAsync(() => UpdateAsync(evenAges: true)), null, AgesEvery, AgesEvery);
    }

    protected override void OnParametersSet()
    {
        var state = Enum.TryParse<BoardState>(AskedState, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : (BoardState?)null;
        var filter = new FleetFilter(state, string.IsNullOrEmpty(AskedArea) ? null : AskedArea, AskedSearch ?? "");
        if (filter == _filter && _now != default) return;
        _filter = filter;
        Read();
        _stale = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The grid reads by itself the first time.
        var again = _stale && !firstRender;
        _stale = false;
        if (again) await _pages.SetCurrentPageIndexAsync(0);
    }

    private void Changed() => _pulse?.Ask();

    private void Read()
    {
        var rows = Book.Rows;
        _now = Time.GetUtcNow();
        _found = _filter.Of(rows);
        _sums = FleetSums.Of(rows);
        _shownSums = _found.Count == rows.Count ? _sums : FleetSums.Of(_found);
        _areaNames = [.. rows.Select(r => r.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private async Task UpdateAsync(bool evenAges)
    {
        var (sums, shownSums, count, areas) = (_sums, _shownSums, _found.Count, _areaNames.Count);
        Read();
        var same = !evenAges && !ByArea && sums == _sums && shownSums == _shownSums && count == _found.Count && areas == _areaNames.Count && _asked is { } asked && Slice(asked).SequenceEqual(_shown);
        if (same) return;
        if (_grid is not null) await _grid.RefreshDataAsync();
        StateHasChanged();
    }

    private ValueTask<GridItemsProviderResult<FleetRow>> ProvideAsync(GridItemsProviderRequest<FleetRow> request)
    {
        _asked = request;
        _shown = Slice(request);
        return ValueTask.FromResult(GridItemsProviderResult.From(_shown, _found.Count));
    }

    private FleetRow[] Slice(GridItemsProviderRequest<FleetRow> request)
    {
        var sorted = request.SortByColumn is null ? _found : (IEnumerable<FleetRow>)request.ApplySorting(_found.AsQueryable());
        return [.. sorted.Skip(request.StartIndex).Take(request.Count ?? PageSize)];
    }

    private async Task SearchAsync(ChangeEventArgs e)
    {
        _filter = _filter with { Search = e.Value as string ?? "" };
        Read();
        await _pages.SetCurrentPageIndexAsync(0);
    }

    private void Choose(BoardState? state) => Go(state == _filter.State ? null : state, _filter.Area, By);

    private void ChooseArea(string? area) => Go(_filter.State, area, By);

    private void Show(bool byArea) => Go(_filter.State, _filter.Area, byArea ? "area" : null);

    private void Clear()
    {
        _filter = new FleetFilter(null, null, "-");
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/", new Dictionary<string, object?> { ["by"] = By }), replace: true);
    }

    // The address keeps the choice: the way back from a board leads to the same list.
    private void Go(BoardState? state, string? area, string? by) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["state"] = state?.ToString().ToLowerInvariant(),
        ["area"] = string.IsNullOrEmpty(area) ? null : area,
        ["q"] = _filter.Search.Length == 0 ? null : _filter.Search,
        ["by"] = by,
    }), replace: true);

    private string Pressed(BoardState? state) => state == _filter.State ? "true" : "false";

    private string Contact(FleetRow row) => row.LastContact is not { } at ? Tongue[Common.Never] : row.Online && _now - at < TimeSpan.FromMinutes(2) ? Tongue[FleetWords.Online] : Tongue.Ago(_now - at);

    private string Backlog(FleetRow row) => row switch
    {
        { BacklogRecords: 0 } => "",
        { BacklogOldest: { } oldest } => $"{Tongue.Bytes(row.BacklogBytes)} · {Tongue.Span(_now - oldest)}",
        _ => Tongue.Bytes(row.BacklogBytes),
    };

    private string Why(FleetRow row) => row.Causes.Count switch
    {
        _ when row.State is BoardState.Silent or BoardState.OfflineAsUsual => row.Usual is null ? "" : HabitWords.Habit(row.Usual, Tongue.IsVietnamese),
        0 => "",
        <= 2 => string.Join(", ", row.Causes.Select(c => AlertWords.Of(c, row, Tongue.IsVietnamese))),
        var n => $"{AlertWords.Of(row.Causes[0], row, Tongue.IsVietnamese)}, {AlertWords.Of(row.Causes[1], row, Tongue.IsVietnamese)} +{Tongue.Number(n - 2)}",
    };
}
