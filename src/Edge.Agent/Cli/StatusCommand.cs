using System.CommandLine;
using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Hosting;

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
            else Print(context.Output, "", JsonDocument.Parse(text).RootElement);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(TextWriter output, string prefix, JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object) Print(output, $"{prefix}{member.Name}.", member.Value);
            else output.WriteLine($"{prefix + member.Name,-28} {member.Value}");
        }
    }
}
