using System.CommandLine;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Areas.Answers;
using Edge.Hub.Areas.Worklists;

namespace Edge.Hub.Cli;

/// <summary>worklist and answer: what the registry gives the boards of an area.</summary>
internal static class ImportCommands
{
    public static Command Worklist(CommonOptions common) => new("worklist", "The people of an area who are still missing: import, show") { WorklistImport(common), WorklistShow(common) };

    public static Command Answer(CommonOptions common) => new("answer", "What became of records: import") { AnswerImport(common) };

    private static Command WorklistImport(CommonOptions common)
    {
        var (file, area) = (ImportFile.Argument("number,name,birth,sex,hamlet,residence,needs,lacks"), Area());
        var days = new Option<int>("--expires") { Description = "After so many days boards delete the list", HelpName = "DAYS", DefaultValueFactory = _ => WorklistShelf.DefaultDays };
        var empty = new Option<bool>("--empty") { Description = "Nobody is missing any more: a file with the first line alone is meant so" };
        var command = new Command("import", "Gives an area's boards the list of who is still missing; boards pull the difference to the one before") { file, area, days, empty, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProcessHardening.Apply();
            using var hub = new HubSocket(common.DataOf(parsed));
            var bytes = await ImportFile.ReadAsync(parsed.GetValue(file)!, WorklistFile.MostBytes, cancellationToken);
            var path = $"v1/worklists/{Uri.EscapeDataString(parsed.GetValue(area)!)}?days={parsed.GetValue(days)}&empty={parsed.GetValue(empty)}";
            if (await PostAsync<WorklistReport>(parsed, hub, path, bytes, cancellationToken) is not { } report) return ExitCode.Fault;
            if (!report.HasBoards) await parsed.InvocationConfiguration.Error.WriteLineAsync($"edge-hub: no board is in area {report.Area} yet; 'edge-hub area list' shows the areas there are");
            await common.WriteAsync(parsed, report, $"{report.Area}: {report.People} people ({report.Added} new, {report.Altered} changed, {report.Removed} gone); {report.WholeBytes} bytes whole{(report.DifferenceBytes is { } difference ? $", {difference} bytes as the difference" : "")}; until {report.ExpiresAt:yyyy-MM-dd HH:mm} UTC");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command WorklistShow(CommonOptions common)
    {
        var area = Area();
        var command = new Command("show", "Shows an area's list in figures; who is on it only the desks can see") { area, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var list = await hub.GetAsync<WorklistView>($"v1/worklists/{Uri.EscapeDataString(parsed.GetValue(area)!)}", cancellationToken);
            await common.WriteAsync(parsed, list, Lines(list));
            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string> Lines(WorklistView list)
    {
        yield return $"{list.Area}: {list.People} people, imported {list.ImportedAt:yyyy-MM-dd HH:mm} UTC, until {list.ExpiresAt:yyyy-MM-dd HH:mm} UTC, {list.WholeBytes} bytes whole";
        foreach (var d in list.Differences) yield return $"  of {d.ImportedAt:yyyy-MM-dd HH:mm} UTC: {d.Added} new, {d.Altered} changed, {d.Removed} gone, {d.Bytes} bytes";
        yield return $"{list.Boards.Count(b => b.HasNewest)} of {list.Boards.Count} boards have it";
        foreach (var board in list.Boards.Where(b => !b.HasNewest)) yield return $"  {board.Node} has {(board.Version == 0 ? "no list" : "an older one")}";
    }

    private static Command AnswerImport(CommonOptions common)
    {
        var file = ImportFile.Argument("record_id,result,reason,number,at");
        var command = new Command("import", "Tells an area's boards what became of its records: accepted, active, ready, retake") { file, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProcessHardening.Apply();
            using var hub = new HubSocket(common.DataOf(parsed));
            var bytes = await ImportFile.ReadAsync(parsed.GetValue(file)!, AnswerFile.MostBytes, cancellationToken);
            if (await PostAsync<AnswerReport>(parsed, hub, "v1/answers", bytes, cancellationToken) is not { } report) return ExitCode.Fault;
            var areas = report.Areas.Select(a => $"\n  {a.Area}: {a.Answers} answers, {a.Bytes} bytes");
            await common.WriteAsync(parsed, report, $"{report.Answers} answers read, {report.New} of them new{string.Concat(areas)}");
            return ExitCode.Ok;
        });
        return command;
    }

    // A refusal has a line for each problem, and nothing of the file in it.
    public static async Task<T?> PostAsync<T>(ParseResult parsed, HubSocket hub, string path, byte[] bytes, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await hub.PostFileAsync<T>(path, bytes, cancellationToken);
        }
        catch (HubRefusedException e)
        {
            foreach (var line in e.Message.Split('\n')) await parsed.InvocationConfiguration.Error.WriteLineAsync($"edge-hub: {line}");
            return null;
        }
    }

    private static Option<string> Area() => NodeArguments.Group(required: true, "--area", "A group of boards", "AREA");
}
