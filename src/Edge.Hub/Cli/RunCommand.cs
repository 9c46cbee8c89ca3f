using System.CommandLine;
using Edge.Hosting.Linux;
using Edge.Hub.Admin;

namespace Edge.Hub.Cli;

internal static class RunCommand
{
    public static Command Create(CommonOptions common)
    {
        var listen = new ListenSettings();
        var command = new Command("run", "Runs the hub until it is stopped");
        listen.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProcessHardening.Apply();
            await using var host = HubHost.Create(common.Arguments(parsed, listen.Read(parsed)));
            return await host.RunAsync(parsed.InvocationConfiguration.Error, cancellationToken);
        });
        return command;
    }
}
