using Edge.Contracts.Shown;
using Edge.Hub.Accounts;
using Edge.Hub.Alerts;
using Edge.Hub.Dashboard.Parts;
using Edge.Hub.Dashboard.Shell;
using Edge.Hub.Dashboard.Words;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Pages;

/// <summary>What is wrong now, live, and what was.</summary>
public sealed partial class AlertsPage : IDisposable
{
    private const int PageSize = 50;
    // A region that is down at once is read on the page of boards.
    private const int MostOpen = 500;
    private static readonly TimeSpan Fastest = TimeSpan.FromSeconds(1);

    private IReadOnlyList<AlertView> _open = [];
    private IReadOnlyList<AlertView> _history = [];
    private string _show = "open";
    private string _note = "";
    private DateTimeOffset _now;
    private long? _before;
    private AlertView? _asked;
    private Dialog? _dialog;
    private Pulse? _pulse;

    [Inject] private AlertBook Book { get; set; } = null!;

    [Inject] private Doer Doer { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    private IReadOnlyList<AlertView> Shown => _show switch
    {
        "open" => [.. _open.Where(a => a.AckedAt is null).Take(MostOpen)],
        "acked" => [.. _open.Where(a => a.AckedAt is not null).Take(MostOpen)],
        _ => _history,
    };

    public void Dispose()
    {
        Book.Changed -= Changed;
        _pulse?.Dispose();
    }

    protected override void OnInitialized()
    {
        Look();
        if (!RendererInfo.IsInteractive) return;
        _pulse = new Pulse(Time, Fastest, () => InvokeAsync(() =>
        {
            Look();
            StateHasChanged();
        }));
        Book.Changed += Changed;
    }

    private void Changed() => _pulse?.Ask();

    private void Look() => (_open, _now) = (Book.Open, Time.GetUtcNow());

    private Task ShowAsync(string what)
    {
        _show = what;
        return what == "history" ? ReadAsync(null) : Task.CompletedTask;
    }

    private async Task ReadAsync(long? before)
    {
        (_before, _now) = (before, Time.GetUtcNow());
        _history = await Book.ListAsync(before, null, PageSize, CancellationToken.None);
    }

    private Task AskAsync(AlertView alert)
    {
        (_asked, _note) = (alert, "");
        return _dialog!.OpenAsync();
    }

    private async Task<bool> AckAsync()
    {
        await Book.AckAsync(await Doer.MayAsync(Rights.Operate), _asked!.Id, _note, CancellationToken.None);
        Look();
        return true;
    }

    private string Place(AlertView alert) => alert.Node.Length == 0 ? Tongue[AlertsWords.Hub] : PlainText.Of(alert.Node);

    private string Pressed(string what) => _show == what ? "true" : "false";
}
