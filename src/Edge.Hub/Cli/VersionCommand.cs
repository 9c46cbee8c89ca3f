using System.CommandLine;
using Edge.Hosting;

namespace Edge.Hub.Cli;

internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Says which version this is");
        command.SetAction(async (parsed, _) =>
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync(ProductVersion.Text);
            return ExitCode.Ok;
        });
        return command;
    }
}
