using System.CommandLine;
using Edge.Hosting;
using Edge.Hub.Admin;
using Edge.Hub.Broker;
using Edge.Hub.Keys;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Cli;

internal static class CheckCommand
{
    public static Command Create(CommonOptions common)
    {
        var listen = new ListenSettings();
        var command = new Command("check", "Checks configuration, keys and the broker's program; starts and changes nothing");
        listen.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            await using var host = HubHost.Create(common.Arguments(parsed, listen.Read(parsed)));
            var first = FirstRun.IsDue(host.Paths);
            var now = host.App.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            if ((first ? HubClock.Problem(now) : Problem(host.Paths, now)) is { } problem) throw new HubException(problem);
            var broker = host.App.Services.GetRequiredService<IOptions<BrokerOptions>>().Value;
            if (broker.Mode == BrokerMode.Managed) BrokerProcess.Require(broker.Executable);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(first
                ? $"configuration ok; {host.Paths.Data} had no first run yet"
                : $"configuration ok; keys in {host.Paths.Data} ok");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string? Problem(HubPaths paths, DateTimeOffset now)
    {
        using var keys = HubKeys.Open(paths);
        return HubClock.Problem(keys.Ca, now);
    }
}
