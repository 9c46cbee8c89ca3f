using System.CommandLine;
using Edge.Agent.Admin;

namespace Edge.Agent.Cli;

internal static class RunCommand
{
    public const string Name = "run";

    public static Command Build(CommandContext context)
    {
        var place = ReleaseCommands.Place();
        var command = new Command(Name, "Run the agent until it is told to stop") { place };
        command.SetAction((parsed, cancellationToken) => new AgentHost(context.Data(parsed), context.Config(parsed), services =>
        {
            context.Compose(services);
            if (parsed.GetValue(place) is not null) services.AddSingleton(ReleaseCommands.Folder(parsed, place));
        }).RunAsync(cancellationToken));
        return command;
    }
}
