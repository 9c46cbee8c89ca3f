using System.CommandLine;
using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Commands;

namespace Edge.Agent.Cli;

internal static class StatusCommand
{
    public static Command Build(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "For machines" };
        var command = new Command("status", "Show how the running agent is") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            using var answer = await client.SendAsync(HttpMethod.Get, "/v1/status", null, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (parsed.GetValue(json)) await context.Output.WriteLineAsync(text);
            else await PrintAsync(context, JsonDocument.Parse(text).RootElement);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task PrintAsync(CommandContext context, JsonElement status)
    {
        await context.Output.WriteLineAsync(StatusHeadline.Of(status).In(context.Language));
        foreach (var (path, text) in new StatusLines(context.Language, TimeProvider.System.GetUtcNow()).Of(status)) await context.Output.WriteLineAsync($"{path,-28} {text}");
    }
}
