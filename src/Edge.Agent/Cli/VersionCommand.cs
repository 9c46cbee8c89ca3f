using System.CommandLine;
using Edge.Hosting;

namespace Edge.Agent.Cli;

internal static class VersionCommand
{
    public static Command Build(CommandContext context)
    {
        var command = new Command("version", "Say which version this is");
        command.SetAction(_ =>
        {
            context.Output.WriteLine(ProductVersion.Text);
            return ExitCode.Ok;
        });
        return command;
    }
}
