using Edge.Hub.Alerts;
using Edge.Hub.Chains;
using Edge.Hub.Dashboard.Parts;
using Edge.Hub.Dashboard.Shell;
using Edge.Hub.Dashboard.Words;
using Edge.Hub.Fleet;
using Edge.Hub.Fleet.History;
using Edge.Hub.Views;
using Edge.Hub.Views.Fleet;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Board;

/// <summary>One board: how it is and why, how it was, and what came of it. The head is live; lists are read when the page is opened and after each act.</summary>
public sealed partial class BoardPage : IDisposable
{
    private const int MostAlerts = 10;
    private static readonly TimeSpan Fastest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AgesEvery = TimeSpan.FromSeconds(15);
    private static readonly int[] Ranges = [7, 30];

    private FleetRow? _row;
    private NodeView? _view;
    private ChainFacts? _chains;
    private IReadOnlyList<RecordLine> _records = [];
    private IReadOnlyList<IncidentLine> _incidents = [];
    private IReadOnlyList<BoardNoteView> _notes = [];
    private IReadOnlyList<AlertView> _alerts = [];
    private ChartPoint[] _backlog = [], _link = [], _power = [], _heat = [];
    private BoardSigns? _signs;
    private DateTimeOffset _now, _from, _to;
    private long? _before;
    private int _days = 7;
    private bool _read;
    private Pulse? _pulse;
    private ITimer? _ages;

    [Inject] private FleetBook Fleet { get; set; } = null!;

    [Inject] private FleetState Health { get; set; } = null!;

    [Inject] private NodeViews Nodes { get; set; } = null!;

    [Inject] private ChainReader Chains { get; set; } = null!;

    [Inject] private BoardHistory History { get; set; } = null!;

    [Inject] private BoardReader Reader { get; set; } = null!;

    [Inject] private BoardCommands Acts { get; set; } = null!;

    [Inject] private AlertBook Alerts { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter] public string Node { get; set; } = "";

    public void Dispose()
    {
        Fleet.Changed -= Changed;
        _ages?.Dispose();
        _pulse?.Dispose();
    }

    protected override void OnInitialized()
    {
        if (!RendererInfo.IsInteractive) return;
        _pulse = new Pulse(Time, Fastest, () => InvokeAsync(() => Look(evenAges: false)));
        Fleet.Changed += Changed;
        _ages = Time.CreateTimer(_ => _ = InvokeAsync(() => Look(evenAges: true)), null, AgesEvery, AgesEvery);
    }

    protected override Task OnParametersSetAsync() => ReadAsync();

    private void Changed() => _pulse?.Ask();

    private void Look(bool evenAges)
    {
        var row = Fleet.Find(Node);
        if (!evenAges && Equals(row, _row)) return;
        (_row, _now, _signs) = (row, Time.GetUtcNow(), Health.Read(Node, BoardSigns.Of));
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        var none = CancellationToken.None;
        (_row, _now, _signs) = (Fleet.Find(Node), Time.GetUtcNow(), Health.Read(Node, BoardSigns.Of));
        _chains = _row is null ? null : await Chains.ReadAsync(Node, none);
        _view = _row is null ? null : await Nodes.OneAsync(Node, none);
        _read = true;
        if (_view is null) return;
        _incidents = await Reader.IncidentsAsync(Node, none);
        _notes = await Acts.NotesAsync(Node, none);
        _alerts = await Alerts.ListAsync(null, Node, MostAlerts, none);
        await ReadRecordsAsync(null);
        await ChooseAsync(_days);
    }

    private async Task ReadRecordsAsync(long? before)
    {
        _records = await Reader.RecordsAsync(Node, before, CancellationToken.None);
        _before = before;
    }

    private async Task ChooseAsync(int days)
    {
        (_days, _to) = (days, Time.GetUtcNow());
        _from = _to.AddDays(-days);
        var points = (await History.ReadAsync(Node, _from, _to, CancellationToken.None)).Points;
        _backlog = [.. points.Select(p => new ChartPoint(p.At, p.Backlog))];
        _link = [.. points.Select(p => new ChartPoint(p.At, p.Link))];
        _power = [.. points.Select(p => new ChartPoint(p.At, p.Power))];
        _heat = [.. points.Select(p => new ChartPoint(p.At, p.Celsius))];
    }

    private string Told(Told<double>? told, string unit) => told is null ? "–" : Tongue.Of(BoardWords.NowTold, Tongue.Number(told.Value, 0) + unit, Tongue.Ago(_now - told.At));
}
