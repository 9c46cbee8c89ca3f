using System.CommandLine;
using Edge.Agent.Admin;
using Edge.Agent.Identity;
using Edge.Hosting;

namespace Edge.Agent.Cli;

internal static class CheckCommand
{
    private static readonly Said Good = new("cấu hình đúng", "configuration is good");
    private static readonly Said NotProvisioned = new("cấu hình đúng; máy này chưa được cấp danh tính", "configuration is good; this board is not provisioned yet");

    public static Command Build(CommandContext context)
    {
        var command = new Command("check", "Check the configuration and start nothing");
        command.SetAction(parsed =>
        {
            var data = context.Data(parsed);
            new AgentHost(data, context.Config(parsed), context.Compose).Check();
            context.Output.WriteLine((IdentityStore.IsProvisioned(data) ? Good : NotProvisioned).In(context.Language));
            return ExitCode.Ok;
        });
        return command;
    }
}
