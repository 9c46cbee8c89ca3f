using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Hub.Accounts;
using Edge.Hub.Areas;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Dashboard.Parts;
using Edge.Hub.Dashboard.Shell;
using Edge.Hub.Dashboard.Words;
using Edge.Hub.Views.Fleet;
using Google.Protobuf;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Places;

/// <summary>One area: its worklist, quota and officers.</summary>
public sealed partial class AreaPage
{
    private Dialog? _quotaDialog, _officerDialog, _pinDialog, _lockDialog;
    private Upload? _upload;
    private AreaView? _view;
    private WorklistView? _worklist;
    private IReadOnlyList<OfficerView> _officers = [];
    private IReadOnlyList<FleetRow> _boards = [];
    private OfficerView? _officer;
    private (string Officer, string Digits)? _pin;
    private bool _read;
    private int _days = WorklistShelf.DefaultDays;
    private bool _empty;
    private int _quota;
    private string _id = "";
    private string _name = "";
    private DateOnly? _until;

    [Inject] private AreaViews Views { get; set; } = null!;

    [Inject] private WorklistShelf Worklists { get; set; } = null!;

    [Inject] private OfficerList Officers { get; set; } = null!;

    [Inject] private FleetBook Fleet { get; set; } = null!;

    [Inject] private Doer Doer { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter] public string Area { get; set; } = "";

    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _view = (await Views.AllAsync(CancellationToken.None)).SingleOrDefault(a => a.Area == Area);
        _read = true;
        if (_view is null) return;
        _worklist = _view.WorklistVersion == 0 ? null : await Worklists.ShowAsync(Area, CancellationToken.None);
        _officers = await Officers.ListAsync(Area, CancellationToken.None);
        _boards = [.. Fleet.Rows.Where(r => r.Group == Area)];
    }

    private async Task<string> PreviewAsync(byte[] csv)
    {
        await Doer.MayAsync(Rights.Operate);
        var preview = await Worklists.PreviewAsync(Area, csv, _empty, CancellationToken.None);
        return Tongue.Of(AreaWords.Good, Tongue.Number(preview.People), Tongue.Number(preview.Added), Tongue.Number(preview.Altered), Tongue.Number(preview.Removed));
    }

    private async Task TakeAsync(byte[] csv)
    {
        await Worklists.ImportAsync(await Doer.MayAsync(Rights.Operate), Area, csv, _days, _empty, CancellationToken.None);
        await ReadAsync();
        StateHasChanged();
    }

    private Task AskQuotaAsync()
    {
        _quota = _view!.DailyQuota;
        return _quotaDialog!.OpenAsync();
    }

    private Task AskOfficerAsync()
    {
        (_id, _name, _until) = ("", "", null);
        return _officerDialog!.OpenAsync();
    }

    private Task AskAsync(Dialog? dialog, OfficerView officer)
    {
        _officer = officer;
        return dialog!.OpenAsync();
    }

    private async Task<bool> DoQuotaAsync()
    {
        await Views.SetQuotaAsync(await Doer.MayAsync(Rights.Operate), Area, _quota, CancellationToken.None);
        await ReadAsync();
        return true;
    }

    private async Task<bool> DoOfficerAsync()
    {
        var actor = await Doer.MayAsync(Rights.Operate);
        var (id, pin) = (_id.Trim(), OfficerPin.NewPin());
        if (!Names.IsToken(id)) throw new MalformedException($"an officer's id is {Names.TokenRule}");
        // The last day is worked to its end.
        var until = _until is { } day ? Tongue.StartOf(day.AddDays(1)).ToUniversalTime() : (DateTimeOffset?)null;
        await Officers.AddAsync(actor, new OfficerAddRequest(id, _name, [Area], until, await EntryAsync(id, pin)), CancellationToken.None);
        _pin = (id, pin);
        await ReadAsync();
        return true;
    }

    private async Task<bool> DoPinAsync()
    {
        var actor = await Doer.MayAsync(Rights.Operate);
        var pin = OfficerPin.NewPin();
        await Officers.SetPinAsync(actor, _officer!.Id, await EntryAsync(_officer.Id, pin), CancellationToken.None);
        _pin = (_officer.Id, pin);
        await ReadAsync();
        return true;
    }

    private async Task<bool> DoLockAsync()
    {
        await Officers.LockAsync(await Doer.MayAsync(Rights.Operate), _officer!.Id, !_officer.Locked, CancellationToken.None);
        await ReadAsync();
        return true;
    }

    // A PIN is stretched for a good part of a second: beside the page, not on it.
    private static Task<byte[]> EntryAsync(string id, string pin) => Task.Run(() => OfficerPin.Make(id, pin).ToByteArray());
}
