using System.CommandLine;
using Edge.Agent.Storage;
using Edge.Hosting;

namespace Edge.Agent.Cli;

internal static class LinkMeterCommand
{
    public static Command Build(CommandContext context)
    {
        var mode = new Argument<string>("MODE") { Description = "on: beep by signal strength for a while; off: be silent. The four lights show it always" };
        mode.AcceptOnlyFromAmong("on", "off");
        var command = new Command("link-meter", "Find a place with signal by ear") { mode };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            using var content = JsonContent.Create(new { on = parsed.GetRequiredValue(mode) == "on" });
            using var answer = await client.SendAsync(HttpMethod.Post, "/v1/link-meter", content, cancellationToken);
            await context.Output.WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellationToken));
            return ExitCode.Ok;
        });
        return command;
    }
}
