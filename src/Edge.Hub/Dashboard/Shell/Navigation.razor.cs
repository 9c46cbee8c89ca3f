using Edge.Hub.Alerts;
using Edge.Hub.Dashboard.Words;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Shell;

/// <summary>The way to every page, and how many alerts wait for somebody.</summary>
public sealed partial class Navigation : IDisposable
{
    private static readonly TimeSpan Fastest = TimeSpan.FromSeconds(1);

    private static readonly (string Href, Text Name, string Icon)[] Entries =
    [
        ("/", Common.Fleet, "fleet"),
        ("/custody", Common.Custody, "custody"),
        ("/alerts", Common.Alerts, "alerts"),
        ("/progress", ProgressWords.Progress, "progress"),
        ("/areas", Common.Areas, "areas"),
        ("/settings", Common.Settings, "settings"),
        ("/audit", Common.Audit, "audit"),
    ];

    private Pulse? _pulse;
    private int _open;

    [Inject] private AlertBook Alerts { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    public void Dispose()
    {
        Alerts.Changed -= Changed;
        _pulse?.Dispose();
    }

    protected override void OnInitialized()
    {
        _open = Count();
        if (!RendererInfo.IsInteractive) return;
        _pulse = new Pulse(Time, Fastest, () => InvokeAsync(Look));
        Alerts.Changed += Changed;
    }

    private void Changed() => _pulse?.Ask();

    private void Look()
    {
        var open = Count();
        if (open == _open) return;
        _open = open;
        StateHasChanged();
    }

    private int Count() => Alerts.Open.Count(a => a.AckedAt is null);
}
