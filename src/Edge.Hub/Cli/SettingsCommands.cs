using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Contracts;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Settings;

namespace Edge.Hub.Cli;

/// <summary>settings and hub-address: what boards are told to go by, first as a draft, then issued.</summary>
internal static class SettingsCommands
{
    private const string Next = "nothing is told to boards before 'edge-hub settings issue'";

    public static Command Settings(CommonOptions common) => new("settings", "What boards are told to go by, for all or for a group: show, set, issue") { Show(common), Set(common), Issue(common) };

    public static Command HubAddress(CommonOptions common) => new("hub-address", "Where boards are told the hub is: set, clear") { SetAddress(common), ClearAddress(common) };

    private static Command Show(CommonOptions common)
    {
        var group = Group();
        var all = new Option<bool>("--all") { Description = "List the boards that have the newest, too" };
        var command = new Command("show", "Shows what is issued, what is drafted, and which boards have it, are not at its address yet, have it not yet, or refused it") { group, all, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var view = await hub.GetAsync<SettingsView>($"v1/settings?group={Uri.EscapeDataString(parsed.GetValue(group) ?? "")}&all={(parsed.GetValue(all) ? "true" : "false")}", cancellationToken);
            await common.WriteAsync(parsed, view, Lines(view));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Set(CommonOptions common)
    {
        var group = Group();
        var file = new Option<FileInfo>("--file") { Description = "JSON with any of mqttAddresses, httpsAddresses, hours, services, place; a part that is null is taken out", HelpName = "FILE", Required = true };
        var command = new Command("set", $"Changes parts of the draft; {Next}") { group, file };
        command.SetAction((parsed, cancellationToken) => DraftAsync(common, parsed, parsed.GetValue(group) ?? "", Read(parsed.GetValue(file)!.FullName), cancellationToken));
        return command;
    }

    private static Command Issue(CommonOptions common)
    {
        var group = Group();
        var command = new Command("issue", "Issues the draft, or what was issued last once more: boards get it at their next contact") { group };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var wanted = parsed.GetValue(group) ?? "";
            var view = await hub.PostAsync<SettingsView>("v1/settings/issue", new SettingsIssue(wanted), cancellationToken);
            var issued = view.Issued.First(i => i.Group == wanted);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"version {issued.Version} is on offer to {Name(wanted)}; 'edge-hub settings show' lists the boards that do not have it yet, and those that are not at its address yet");
            foreach (var own in view.Issued.Where(i => wanted.Length == 0 && i.Group.Length > 0 && i.Settings.MqttAddresses is not null))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"edge-hub: {Name(own.Group)} goes on with addresses of its own ({string.Join(", ", own.Settings.MqttAddresses!)}); 'edge-hub hub-address clear --group {own.Group}' and 'settings issue --group {own.Group}' give it these");
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command SetAddress(CommonOptions common)
    {
        var group = Group();
        var mqtt = new Argument<string>("HOST:PORT[,HOST:PORT…]") { Description = $"Where boards reach the broker, the best first, at most {Limits.HubAddresses}; boards stay where they are until the hub has answered there" };
        var https = new Option<string?>("--https") { Description = "Where they renew their certificates (default: as before)", HelpName = "HOST:PORT[,…]" };
        mqtt.Validators.Add(result => Check(result, result.AddError));
        https.Validators.Add(result => Check(result, result.AddError));
        var command = new Command("set", $"Sets addresses in the draft; {Next}") { mqtt, https, group };
        command.SetAction((parsed, cancellationToken) =>
        {
            var change = new JsonObject { ["mqttAddresses"] = Array(parsed.GetValue(mqtt)!) };
            if (parsed.GetValue(https) is { } renewals) change["httpsAddresses"] = Array(renewals);
            return DraftAsync(common, parsed, parsed.GetValue(group) ?? "", change, cancellationToken);
        });
        return command;
    }

    private static Command ClearAddress(CommonOptions common)
    {
        var group = Group();
        var command = new Command("clear", $"Takes the addresses out of the draft; {Next}") { group };
        command.SetAction((parsed, cancellationToken) => DraftAsync(common, parsed, parsed.GetValue(group) ?? "", new JsonObject { ["mqttAddresses"] = null, ["httpsAddresses"] = null }, cancellationToken));
        return command;
    }

    private static async Task<int> DraftAsync(CommonOptions common, ParseResult parsed, string group, JsonObject change, CancellationToken cancellationToken)
    {
        using var hub = new HubSocket(common.DataOf(parsed));
        var view = await hub.PostAsync<SettingsView>("v1/settings/draft", new SettingsChange(group, change), cancellationToken);
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"draft for {Name(group)}: {view.Drafts.First(d => d.Group == group).Settings.ToJson()}");
        await parsed.InvocationConfiguration.Error.WriteLineAsync($"edge-hub: {Next}{(group.Length > 0 ? $" --group {group}" : "")}");
        return ExitCode.Ok;
    }

    private static IEnumerable<string> Lines(SettingsView view)
    {
        foreach (var issued in view.Issued) yield return $"{Name(issued.Group)}: version {issued.Version} of {issued.IssuedAt:yyyy-MM-dd HH:mm} UTC by {issued.IssuedBy}: {issued.Settings.ToJson()}";
        foreach (var draft in view.Drafts) yield return $"{Name(draft.Group)}: draft of {draft.ChangedAt:yyyy-MM-dd HH:mm} UTC by {draft.ChangedBy}, not issued: {draft.Settings.ToJson()}";
        if (view.Issued.Count == 0) yield return "nothing is issued; boards go by their own settings";
        foreach (var (state, count) in view.Boards.OrderBy(b => b.Key)) yield return $"{Counted.Of(count, "board")}: {Word(state)}";
        foreach (var board in view.Listed) yield return $"  {board.Node,-24} {board.Group,-20} version {board.Version,-12} {Word(board.State)}{(board.Why is { } why ? $": {why}" : "")}{(board.Address.Length > 0 ? $" (at {board.Address})" : "")}";
        var unlisted = view.Boards.Where(b => b.Key is not (SettingsState.Current or SettingsState.None)).Sum(b => b.Value) - view.Listed.Count(b => b.State is not (SettingsState.Current or SettingsState.None));
        if (unlisted > 0) yield return $"  and {unlisted} more; --group shows those of one group";
    }

    private static string Word(SettingsState state) => state switch
    {
        SettingsState.Current => "has it",
        SettingsState.Elsewhere => "has it, not at its address yet",
        SettingsState.Waiting => "not yet",
        SettingsState.Refused => "refused it",
        SettingsState.Ahead => "has a version this hub does not know (a restored hub?); issue the settings again",
        _ => "is told nothing",
    };

    private static string Name(string group) => group.Length == 0 ? "every group" : $"group {group}";

    private static JsonArray Array(string list) => [.. list.Split(',', StringSplitOptions.TrimEntries).Select(a => JsonValue.Create(a))];

    private static void Check(SymbolResult given, Action<string> wrong)
    {
        foreach (var address in given.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (!Contracts.Settings.HubAddress.TryParse(address, out _)) wrong($"'{address}' is not {Contracts.Settings.HubAddress.Rule}");
        }
    }

    private static JsonObject Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > Limits.SettingsBytes } large) throw new HubException($"{path} has {large.Length} bytes; at most {Limits.SettingsBytes}");
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new HubException($"{path} is not a JSON object");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            throw new HubException($"{path} cannot be read: {Reason.Of(e)}", e);
        }
    }

    private static Option<string?> Group() => new("--group") { Description = "A group of boards (default: every group that has no settings of its own)", HelpName = "GROUP" };
}
