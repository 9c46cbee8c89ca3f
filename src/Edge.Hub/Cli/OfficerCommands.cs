using System.CommandLine;
using System.Globalization;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hosting.Linux;
using Edge.Hub.Areas.Officers;
using Google.Protobuf;

namespace Edge.Hub.Cli;

/// <summary>officer: who may sign in at the desks of which areas. A PIN is made or read here, and the hub never has it.</summary>
internal static class OfficerCommands
{
    private static readonly Columns Listed = new(new(new("mã", "id"), 20), new(new("họ tên", "name"), 30), new(new("khu vực", "areas"), 20), new(new("tình trạng", "state"), 0));

    // What a day is where the officers are.
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public static Command Create(CommonOptions common) => new("officer", "Officers: add, list, lock, unlock, give a new PIN")
    {
        Add(common), List(common), Lock(common, "lock", "Lets an officer sign in nowhere any more; boards hear of it at their next contact"),
        Lock(common, "unlock", "Lets a locked officer sign in again"), Pin(common),
    };

    private static Command Add(CommonOptions common)
    {
        var (id, pinFile) = (Id(), PinSource.Option());
        var name = new Option<string>("--name") { Description = "The officer's name, as colleagues read it at the desk", HelpName = "NAME", Required = true };
        var areas = new Option<string[]>("--area") { Description = "A group of boards where the officer works; may be repeated", HelpName = "AREA", Required = true, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
        var expires = new Option<string?>("--expires") { Description = "The last day on which the officer may sign in, in Vietnam (yyyy-MM-dd)", HelpName = "DATE" };
        expires.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && Ends(result.Tokens[0].Value) is null) result.AddError($"'{result.Tokens[0].Value}' is no day such as 2027-06-30");
        });
        var command = new Command("add", "Makes somebody an officer; prints a PIN of 6 digits, once, where none is given") { id, name, areas, expires, pinFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProcessHardening.Apply();
            var pin = await PinSource.ReadAsync(parsed.GetValue(pinFile), cancellationToken);
            using var hub = new HubSocket(common.DataOf(parsed));
            var entry = Entry(parsed.GetValue(id)!, pin.Digits);
            var until = parsed.GetValue(expires) is { } day ? Ends(day) : null;
            var added = await hub.PostAsync<OfficerView>("v1/officers", new OfficerAddRequest(parsed.GetValue(id)!, parsed.GetValue(name)!, parsed.GetValue(areas)!, until, entry), cancellationToken);
            foreach (var area in added.AreasWithoutBoards) await parsed.InvocationConfiguration.Error.WriteLineAsync($"edge-hub: no board is in area {area} yet; 'edge-hub area list' shows the areas there are");
            await TellPinAsync(parsed, added.Id, pin);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Pin(CommonOptions common)
    {
        var (id, pinFile) = (Id(), PinSource.Option());
        var command = new Command("pin", "Gives an officer another PIN; the old one serves at a board until that has heard of it") { id, pinFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProcessHardening.Apply();
            var pin = await PinSource.ReadAsync(parsed.GetValue(pinFile), cancellationToken);
            using var hub = new HubSocket(common.DataOf(parsed));
            var changed = await hub.PostAsync<OfficerView>($"v1/officers/{Uri.EscapeDataString(parsed.GetValue(id)!)}/pin", new OfficerPinRequest(Entry(parsed.GetValue(id)!, pin.Digits)), cancellationToken);
            await TellPinAsync(parsed, changed.Id, pin);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List(CommonOptions common)
    {
        var area = new Option<string?>("--area") { Description = "Only officers of this area", HelpName = "AREA" };
        var command = new Command("list", "Lists officers") { area, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var filter = parsed.GetValue(area) is { } only ? $"?area={Uri.EscapeDataString(only)}" : "";
            var officers = await hub.GetAsync<List<OfficerView>>($"v1/officers{filter}", cancellationToken);
            await common.ListAsync(parsed, officers, Listed, o => Cells(o, common.Language), new("không có cán bộ nào; thêm bằng: edge-hub officer add", "there is no officer; add one with: edge-hub officer add"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Lock(CommonOptions common, string verb, string description)
    {
        var id = Id();
        var command = new Command(verb, description) { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var officer = await hub.PostAsync<OfficerView>($"v1/officers/{Uri.EscapeDataString(parsed.GetValue(id)!)}/{verb}", null, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Listed.Line(Cells(officer, common.Language)));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> Id()
    {
        var id = new Argument<string>("ID") { Description = "The officer's name in records and journals: 1 to 40 of a-z, 0-9 and '-'" };
        id.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Names.IsToken(token.Value)) result.AddError($"an officer's id is {Names.TokenRule}");
        });
        return id;
    }

    private static byte[] Entry(string id, string pin) => OfficerPin.Make(id, pin).ToByteArray();

    private static async Task TellPinAsync(ParseResult parsed, string id, ChosenPin pin)
    {
        if (pin.Made) await parsed.InvocationConfiguration.Output.WriteLineAsync(pin.Digits);
        await parsed.InvocationConfiguration.Error.WriteLineAsync(pin.Made ? $"edge-hub: this is the PIN of {id}; it is not shown again, and nobody can look it up" : $"edge-hub: {id} has the PIN that was given");
    }

    // The first moment of the day after, in Vietnam.
    private static DateTimeOffset? Ends(string day) =>
        DateTime.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new DateTimeOffset(date.AddDays(1), Vietnam).ToUniversalTime() : null;

    private static string[] Cells(OfficerView officer, string language)
    {
        var state = officer.Locked ? new Said("đã khoá", "locked")
            : officer.ExpiresAt is { } at ? new($"đến {at.ToOffset(Vietnam).AddDays(-1):yyyy-MM-dd}", $"until {at.ToOffset(Vietnam).AddDays(-1):yyyy-MM-dd}") : new("đang dùng", "active");
        return [officer.Id, officer.Name, string.Join(", ", officer.Areas), state.In(language)];
    }
}
