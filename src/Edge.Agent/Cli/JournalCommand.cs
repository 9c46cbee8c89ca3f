using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Hosting;

namespace Edge.Agent.Cli;

/// <summary>journal: who did what on this board.</summary>
internal static class JournalCommand
{
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
            else if (parsed.GetValue(verify)) await context.Output.WriteLineAsync(broken is null ? "every entry follows from the one before" : $"entry {broken} does not follow from the one before: it, or one before it, was changed or taken away");
            else foreach (var entry in told.RootElement.GetProperty("entries").EnumerateArray()) await context.Output.WriteLineAsync(Line(entry));
            return parsed.GetValue(verify) && broken is not null ? ExitCode.Fault : ExitCode.Ok;
        });
        return command;
    }

    private static string Line(JsonElement entry) => string.Create(CultureInfo.InvariantCulture,
        $"{entry.GetProperty("sequence").GetInt64(),6}  {entry.GetProperty("at").GetDateTimeOffset().ToLocalTime():yyyy-MM-dd HH:mm:ss}  {entry.GetProperty("officer").GetString(),-12} {entry.GetProperty("act").GetString(),-18} {entry.GetProperty("reference").GetString()}");
}
