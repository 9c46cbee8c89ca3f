using System.CommandLine;
using Edge.Agent.Admin;
using Edge.Agent.Identity;
using Edge.Hosting;

namespace Edge.Agent.Cli;

internal static class CheckCommand
{
    public static Command Build(CommandContext context)
    {
        var command = new Command("check", "Check the configuration and start nothing");
        command.SetAction(parsed =>
        {
            var data = context.Data(parsed);
            new AgentHost(data, context.Config(parsed), context.Compose).Check();
            context.Output.WriteLine(IdentityStore.IsProvisioned(data) ? "configuration is good" : "configuration is good; this board is not provisioned yet");
            return ExitCode.Ok;
        });
        return command;
    }
}
