using System.CommandLine;
using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Hosting;

namespace Edge.Agent.Cli;

internal static class PaperCommands
{
    public static Command Build(CommandContext context) => new("paper", "Look after the printer's paper")
    {
        NewRoll(context),
    };

    private static Command NewRoll(CommandContext context)
    {
        var command = new Command("new-roll", "Say that a new roll is in the printer: the count of paper begins anew");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            using var answer = await client.SendAsync(HttpMethod.Post, "/v1/paper/new-roll", null, cancellationToken);
            using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            await context.Output.WriteLineAsync($"new roll with {told.RootElement.GetProperty("leftMm")} mm; the last one gave {told.RootElement.GetProperty("lastRollMm")} mm");
            return ExitCode.Ok;
        });
        return command;
    }
}
