using System.CommandLine;
using Edge.Hosting;
using Edge.Hub.Trust;
using Google.Protobuf;

namespace Edge.Hub.Cli;

internal static class TrustPublishCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "The signed trust file" };
        var command = new Command("publish", "Puts a signed trust file in force on the running hub, and on boards as they make contact") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var signed = TrustFiles.Read(parsed.GetValue(file)!);
            using var hub = new HubSocket(common.DataOf(parsed));
            var view = await hub.PostAsync<TrustView>("v1/trust/publish", new PublishRequest(signed.ToByteArray()), cancellationToken);
            foreach (var line in TrustShowCommand.Lines(view)) await parsed.InvocationConfiguration.Output.WriteLineAsync(line);
            return ExitCode.Ok;
        });
        return command;
    }
}
