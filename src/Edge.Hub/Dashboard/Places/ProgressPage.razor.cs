using System.Globalization;
using Edge.Contracts;
using Edge.Contracts.Shown;
using Edge.Hub.Dashboard.Parts;
using Edge.Hub.Dashboard.Words;
using Edge.Hub.Views.Progress;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Places;

/// <summary>How far a place is: against its target and quota, why people could not be enrolled, what is in it and who works there. Read again twice a minute.</summary>
public sealed partial class ProgressPage : IDisposable
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(30);

    private ProgressView? _view;
    private DayCount[] _enrolled = [], _unable = [];
    private ITimer? _again;
    private bool _read;

    [Inject] private ProgressViews Views { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    /// <summary>The place's code; null for the whole.</summary>
    [Parameter] public string? Place { get; set; }

    private string Title => _view is null ? Tongue[ProgressWords.Progress] : Named(_view.Place.Code, _view.Place.Name);

    public void Dispose() => _again?.Dispose();

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive) _again = Time.CreateTimer(_ => _ = InvokeAsync(AgainAsync), null, ReadEvery, ReadEvery);
    }

    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task AgainAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        try
        {
            _view = await Views.ReadAsync(Place ?? "", CancellationToken.None);
            (_enrolled, _unable) = ([.. _view.Trend.Select(d => new DayCount(d.Day, d.Enrolled))], [.. _view.Trend.Select(d => new DayCount(d.Day, d.Unable))]);
        }
        catch (MalformedException)
        {
            _view = null;
        }
        _read = true;
    }

    private string Named(string code, string name) => code.Length == 0 ? Tongue[ProgressWords.Whole] : PlainText.Of(name);

    private string Percent(decimal? percent) => Tongue.Number((double)(percent ?? 0), 1) + "%";

    private string Quota(PlaceFigures p) => p.QuotaLow == p.QuotaHigh || p.QuotaHigh is null ? Tongue.Number(p.QuotaLow ?? 0) : $"{Tongue.Number(p.QuotaLow ?? 0)}–{Tongue.Number(p.QuotaHigh.Value)}";

    private string Until(PlaceFigures p) => p.Deadline is not { } last ? Tongue[ProgressWords.NoDeadline]
        : p.DaysLeft > 0 ? Tongue.Of(ProgressWords.DaysLeft, p.DaysLeft.Value.ToString(CultureInfo.InvariantCulture), Tongue.Day(last)) : Tongue.Of(ProgressWords.Over, Tongue.Day(last));

    private static string Link(string code) => code.Length == 0 ? "/progress" : $"/progress/{Uri.EscapeDataString(code)}";
}
