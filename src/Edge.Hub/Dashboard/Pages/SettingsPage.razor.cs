using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Contracts;
using Edge.Contracts.Shown;
using Edge.Hub.Accounts;
using Edge.Hub.Dashboard.Parts;
using Edge.Hub.Dashboard.Shell;
using Edge.Hub.Dashboard.Words;
using Edge.Hub.Settings;
using Edge.Hub.Views.Fleet;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Pages;

/// <summary>What boards are told to go by, drafted and issued for every area or for one, and what each has of it.</summary>
public sealed partial class SettingsPage : IDisposable
{
    // Boards take days to pull settings, and each look reads what every board has.
    private static readonly TimeSpan Fastest = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is written as text here; addresses have fields of their own.</summary>
    private static readonly string[] OtherParts = ["hours", "services", "place"];

    private Dialog? _addressDialog, _otherDialog, _issueDialog;
    private SettingsView? _view;
    private List<string> _groups = [];
    private Pulse? _pulse;
    private string _group = "";
    private bool _all;
    private string _mqtt = "";
    private string _https = "";
    private string _other = "";

    [Inject] private SettingsViews Views { get; set; } = null!;

    [Inject] private BoardSettings Settings { get; set; } = null!;

    [Inject] private FleetBook Fleet { get; set; } = null!;

    [Inject] private Doer Doer { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "group")] private string? Asked { get; set; }

    private SettingsDocument? Drafted => _view?.Drafts.FirstOrDefault(d => d.Group == _group)?.Settings;

    private SettingsDocument? Issued => _view?.Issued.FirstOrDefault(i => i.Group == _group)?.Settings;

    private int Unlisted => _view!.Boards.Where(b => _all || b.Key != SettingsState.Current).Sum(b => b.Value) - _view.Listed.Count;

    public void Dispose()
    {
        Fleet.Changed -= Changed;
        _pulse?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _group = Asked ?? "";
        await ReadAsync();
        if (!RendererInfo.IsInteractive) return;
        _pulse = new Pulse(Time, Fastest, () => InvokeAsync(AgainAsync));
        Fleet.Changed += Changed;
    }

    private void Changed() => _pulse?.Ask();

    private async Task AgainAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        _groups = [.. Fleet.Rows.Select(r => r.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (!_groups.Contains(_group, StringComparer.Ordinal)) _group = "";
        _view = await Views.ShowAsync(_group, _all, CancellationToken.None);
    }

    private Task ChooseAsync(string? group)
    {
        _group = group ?? "";
        return ReadAsync();
    }

    private string Titled(Text what) => $"{Tongue[what]}: {(_group.Length == 0 ? Tongue[SettingsWords.Everybody] : PlainText.Of(_group))}";

    private Task AskAddressesAsync()
    {
        var now = Drafted ?? Issued;
        (_mqtt, _https) = (string.Join(", ", now?.MqttAddresses ?? []), string.Join(", ", now?.HttpsAddresses ?? []));
        return _addressDialog!.OpenAsync();
    }

    private Task AskOtherAsync()
    {
        var now = JsonNode.Parse((Drafted ?? Issued ?? new SettingsDocument()).ToJson())!.AsObject();
        _other = new JsonObject(OtherParts.Where(now.ContainsKey).Select(p => KeyValuePair.Create(p, now[p]?.DeepClone()))).ToJsonString(Indented);
        return _otherDialog!.OpenAsync();
    }

    private Task<bool> DoAddressesAsync() => DraftAsync(new JsonObject { ["mqttAddresses"] = Addresses(_mqtt), ["httpsAddresses"] = Addresses(_https) });

    private Task<bool> DoOtherAsync()
    {
        try
        {
            var given = JsonNode.Parse(_other.Trim() is { Length: > 0 } text ? text : "{}") as JsonObject ?? throw new MalformedException("the settings are not a JSON object, {…}");
            if (given.Select(g => g.Key).Except(OtherParts).FirstOrDefault() is { } foreign) throw new MalformedException($"'{PlainText.Of(foreign)}' is no part that is changed here; there are {string.Join(", ", OtherParts)}");
            return DraftAsync(new JsonObject(OtherParts.Select(p => KeyValuePair.Create(p, given[p]?.DeepClone()))));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new MalformedException($"the settings are not usable JSON: {PlainText.Of(e.Message)}", e);
        }
    }

    private async Task<bool> DraftAsync(JsonObject change)
    {
        await Settings.DraftAsync(await Doer.MayAsync(Rights.Maintain), _group, change, CancellationToken.None);
        await ReadAsync();
        return true;
    }

    private async Task<bool> DoIssueAsync()
    {
        await Settings.IssueAsync(await Doer.MayAsync(Rights.Maintain), _group, CancellationToken.None);
        await ReadAsync();
        return true;
    }

    private static JsonArray? Addresses(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } each ? [.. each.Select(a => JsonValue.Create(a))] : null;
}
