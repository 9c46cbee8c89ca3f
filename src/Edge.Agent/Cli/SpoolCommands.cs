using System.CommandLine;
using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Commands;

namespace Edge.Agent.Cli;

internal static class SpoolCommands
{
    private static readonly Column Number = new(new("số", "number"), -12), Id = new(new("mã hồ sơ", "record"), 36), Size = new(new("byte", "bytes"), -9);

    private static readonly Columns Waiting = new(Number, Id, new(new("ưu tiên", "priority"), -8), Size);

    private static readonly Columns Damaged = new(Number, Id, Size, new(new("tình trạng", "state"), 0));

    public static Command Build(CommandContext context) => new("spool", "Look at the records this board holds")
    {
        ListCommand(context),
        VerifyCommand(context),
        QuarantineCommand(context),
    };

    private static Command ListCommand(CommandContext context)
    {
        var json = JsonOption();
        var command = new Command("list", "List the records that wait for their receipt") { json };
        command.SetAction((parsed, cancellationToken) => ListAsync(context, parsed, parsed.GetValue(json), Waiting, Row, new("không có hồ sơ nào đang chờ", "no record waits"),
            LinesAsync(context, parsed, HttpMethod.Get, "/v1/spool", cancellationToken)));
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context, ParseResult parsed, bool asJson, Columns columns, Func<string, string[]> row, Said none, IAsyncEnumerable<string> lines)
    {
        if (!asJson) await columns.WriteAsync(context.Output, context.Error, context.Language, lines, row, none);
        else await foreach (var line in lines) await context.Output.WriteLineAsync(line);
        return ExitCode.Ok;
    }

    private static Command VerifyCommand(CommandContext context)
    {
        var json = JsonOption();
        var command = new Command("verify", "Read every record here and tell what is damaged or missing") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (asJson, good) = (parsed.GetValue(json), true);
            await foreach (var line in LinesAsync(context, parsed, HttpMethod.Get, "/v1/spool/verify", cancellationToken))
            {
                using var finding = JsonDocument.Parse(line);
                var state = finding.RootElement.GetProperty("state").GetString();
                good &= state is "ok" or "chain" or "summary";
                if (asJson) await context.Output.WriteLineAsync(line);
                else if (state != "ok") await context.Output.WriteLineAsync($"{state}: {finding.RootElement.GetProperty("detail").GetString()}");
            }
            return good ? ExitCode.Ok : ExitCode.Fault;
        });
        return command;
    }

    private static Command QuarantineCommand(CommandContext context)
    {
        var (json, again) = (JsonOption(), new Option<bool>("--recheck") { Description = "Read them again, and queue what is whole" });
        var command = new Command("quarantine", "List the records that were found damaged") { json, again };
        command.SetAction((parsed, cancellationToken) => ListAsync(context, parsed, parsed.GetValue(json), Damaged, QuarantineRow, new("không có hồ sơ hỏng nào", "no record was found damaged"),
            LinesAsync(context, parsed, parsed.GetValue(again) ? HttpMethod.Post : HttpMethod.Get, "/v1/spool/quarantine", cancellationToken)));
        return command;
    }

    private static string[] QuarantineRow(string line)
    {
        using var entry = JsonDocument.Parse(line);
        var e = entry.RootElement;
        return [$"{e.GetProperty("sequence")}", $"{e.GetProperty("recordId")}", $"{e.GetProperty("sizeBytes")}", $"{e.GetProperty("state").GetString()}: {e.GetProperty("detail").GetString()}"];
    }

    private static Option<bool> JsonOption() => new("--json") { Description = "One JSON object a line, for machines" };

    private static string[] Row(string line)
    {
        using var entry = JsonDocument.Parse(line);
        var e = entry.RootElement;
        return [$"{e.GetProperty("sequence")}", $"{e.GetProperty("recordId")}", $"{e.GetProperty("priority")}", $"{e.GetProperty("sizeBytes")}"];
    }

    private static async IAsyncEnumerable<string> LinesAsync(CommandContext context, ParseResult parsed, HttpMethod method, string path,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var client = new AgentClient(context.Data(parsed));
        using var answer = await client.SendAsync(method, path, null, cancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line) yield return line;
    }
}
