using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Commands;

namespace Edge.Agent.Cli;

/// <summary>journal: who did what on this board.</summary>
internal static class JournalCommand
{
    private static readonly Columns Listed = new(new(new("số", "number"), -6), new(new("lúc", "at"), 19), new(new("cán bộ", "officer"), 12), new(new("làm gì", "did"), 18), new(new("với", "to"), 0));

    public static Command Build(CommandContext context)
    {
        var verify = new Option<bool>("--verify") { Description = "Only say whether the chain holds; exit code 1 where it does not" };
        var after = new Option<long>("--after") { Description = "Entries after this number, five hundred at most" };
        var json = new Option<bool>("--json") { Description = "For machines" };
        var command = new Command("journal", "Who did what on this board: officers' acts, chained; no citizen is named") { verify, after, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            using var answer = await client.SendAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/v1/journal?after={parsed.GetValue(after)}"), null, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            using var told = JsonDocument.Parse(text);
            var broken = told.RootElement.TryGetProperty("firstBroken", out var at) ? at.GetInt64() : (long?)null;
            if (parsed.GetValue(json)) await context.Output.WriteLineAsync(text);
            else if (parsed.GetValue(verify)) await context.Output.WriteLineAsync(Verdict(broken).In(context.Language));
            else await Listed.WriteAsync(context.Output, context.Error, context.Language, told.RootElement.GetProperty("entries").EnumerateArray(), Cells, new("chưa có mục nào", "there is no entry yet"));
            return parsed.GetValue(verify) && broken is not null ? ExitCode.Fault : ExitCode.Ok;
        });
        return command;
    }

    private static Said Verdict(long? broken) => broken is null ? new("mọi mục đều nối tiếp mục trước", "every entry follows from the one before")
        : new($"mục {broken} không nối tiếp mục trước: mục ấy, hoặc một mục trước nó, đã bị đổi hay lấy đi", $"entry {broken} does not follow from the one before: it, or one before it, was changed or taken away");

    private static string[] Cells(JsonElement entry) =>
    [
        $"{entry.GetProperty("sequence")}", string.Create(CultureInfo.InvariantCulture, $"{entry.GetProperty("at").GetDateTimeOffset().ToLocalTime():yyyy-MM-dd HH:mm:ss}"),
        $"{entry.GetProperty("officer")}", $"{entry.GetProperty("act")}", $"{entry.GetProperty("reference")}",
    ];
}
