using System.CommandLine;
using System.Globalization;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hub.Progress;
using Edge.Hub.Views.Progress;

namespace Edge.Hub.Cli;

/// <summary>place: the tree of places, what is wanted of each, and by when.</summary>
internal static class PlaceCommands
{
    public static Command Create(CommonOptions common) => new("place", "Places, such as provinces and communes: set, list, remove, import, export") { Set(common), List(common), Remove(common), Import(common), Export(common) };

    private static Command Set(CommonOptions common)
    {
        var code = Code();
        var name = Text("--name", "NAME", "As people write it, such as \"Mường Lay\"");
        var parent = Text("--parent", "CODE", "The place it is in; \"\" for none");
        var target = Text("--target", "PEOPLE", "How many are to be enrolled; \"\" for the sum of the places in it");
        var deadline = Text("--deadline", "DAY", "The last day for that, such as 2026-12-31; \"\" for that of the place above");
        var quota = Text("--quota", "PEOPLE", "How many a day are wanted, such as 40 or 500-600; \"\" for the sum of the places in it");
        var service = Text("--service", "KIND", "Which service counts towards the target: card, account, activation; \"\" for that of the place above, which is card at the top");
        var command = new Command("set", "Adds a place, or changes what is given of it. One whose code is a group of boards has those boards") { code, name, parent, target, deadline, quota, service };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var change = new PlaceChange(parsed.GetValue(name), parsed.GetValue(parent), parsed.GetValue(target), parsed.GetValue(deadline), parsed.GetValue(quota), parsed.GetValue(service));
            using var hub = new HubSocket(common.DataOf(parsed));
            var place = await hub.PostAsync<Place>($"v1/places/{Uri.EscapeDataString(parsed.GetValue(code)!)}", change, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Line(PlaceView.Of(place, 0), tree: false));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List(CommonOptions common)
    {
        var tree = new Option<bool>("--tree") { Description = "Places in others stand further to the right" };
        var command = new Command("list", "Lists places, those in others after these") { tree, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var places = await hub.GetAsync<List<PlaceView>>("v1/places", cancellationToken);
            await common.ListAsync(parsed, places, new Columns(new Column(new("nơi", "place"), 0)), place => [Line(place, parsed.GetValue(tree))], new("chưa có nơi nào; thêm bằng: edge-hub place set", "there is no place yet; add one with: edge-hub place set"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Remove(CommonOptions common)
    {
        var code = Code();
        var command = new Command("remove", "Takes a place out that has no other in it; what was enrolled there stays counted") { code };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var place = await hub.PostAsync<Place>($"v1/places/{Uri.EscapeDataString(parsed.GetValue(code)!)}/remove", null, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{place.Code} is no place any more");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Import(CommonOptions common)
    {
        var file = ImportFile.Argument("code,name,parent,target,deadline,quota,service");
        var command = new Command("import", "Makes the tree what the file says; places that are not in it are taken out") { file, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var bytes = await ImportFile.ReadAsync(parsed.GetValue(file)!, PlaceFile.MostBytes, cancellationToken);
            if (await ImportCommands.PostAsync<PlaceImport>(parsed, hub, "v1/places", bytes, cancellationToken) is not { } report) return ExitCode.Fault;
            await common.WriteAsync(parsed, report, $"{report.Places} places ({report.Added} new, {report.Changed} changed, {report.Removed} removed)");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Export(CommonOptions common)
    {
        var file = CsvOutput.Out();
        var command = new Command("export", "Writes the tree as a file that can be changed and imported again") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            await CsvOutput.WriteAsync(parsed, file, await hub.GetAsync<byte[]>("v1/places/csv", cancellationToken));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Line(PlaceView p, bool tree)
    {
        var wanted = new List<string>();
        if (p.Target is { } target) wanted.Add(string.Create(CultureInfo.InvariantCulture, $"target {target}"));
        if (p.Deadline is { } last) wanted.Add($"by {last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        if (p.Quota.Length > 0) wanted.Add($"{p.Quota} a day");
        if (p.Service is not null) wanted.Add(p.Service);
        return $"{(tree ? new string(' ', 2 * p.Depth) + p.Code : $"{p.Code,-24}")} {p.Name}{(tree || p.Parent is null ? "" : $", in {p.Parent}")}{(wanted.Count == 0 ? "" : $": {string.Join(", ", wanted)}")}";
    }

    private static Argument<string> Code()
    {
        var code = new Argument<string>("CODE") { Description = "The place's code: a-z, 0-9 and '-'" };
        code.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Edge.Contracts.Names.IsToken(token.Value)) result.AddError($"a place's code is {Edge.Contracts.Names.TokenRule}");
        });
        return code;
    }

    private static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };
}
