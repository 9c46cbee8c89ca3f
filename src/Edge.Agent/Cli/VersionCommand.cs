using System.CommandLine;
using Edge.Agent.Telemetry;
using Edge.Hosting;

namespace Edge.Agent.Cli;

internal static class VersionCommand
{
    public static Command Build(CommandContext context)
    {
        var command = new Command("version", "Say which version this is");
        command.SetAction(_ =>
        {
            context.Output.WriteLine(AgentVersion.Text);
            return ExitCode.Ok;
        });
        return command;
    }
}
