using System.CommandLine;
using Edge.Agent.Admin;

namespace Edge.Agent.Cli;

internal static class RunCommand
{
    public const string Name = "run";

    public static Command Build(CommandContext context)
    {
        var command = new Command(Name, "Run the agent until it is told to stop");
        command.SetAction((parsed, cancellationToken) => new AgentHost(context.Data(parsed), context.Config(parsed), context.Compose).RunAsync(cancellationToken));
        return command;
    }
}
