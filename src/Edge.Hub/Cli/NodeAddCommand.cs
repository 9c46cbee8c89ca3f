using System.CommandLine;
using Edge.Hosting;
using Edge.Hub.Views;

namespace Edge.Hub.Cli;

internal static class NodeAddCommand
{
    public static Command Create(CommonOptions common)
    {
        var name = NodeArguments.Name();
        var group = NodeArguments.Group(required: true);
        var address = NodeArguments.Address("--address", "Where the board reaches the broker", required: true);
        var https = NodeArguments.Address("--https-address", "Where it reaches enrolment (default: the host of --address, port 8443)", required: false);
        var file = NodeArguments.Out();
        var command = new Command("add", "Makes a provisioning file with a one-time secret; for a name that is known already, one for a replacement board") { name, group, address, https, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            ProvisioningOutput.Require(path);
            using var hub = new HubSocket(common.DataOf(parsed));
            var request = new NodeAddRequest(parsed.GetValue(name)!, parsed.GetValue(group)!, parsed.GetValue(address)!, parsed.GetValue(https));
            var made = await hub.PostAsync<Provisioned>("v1/nodes", request, cancellationToken);
            ProvisioningOutput.Write(path, made.File);
            var what = made.Replaces ? $"{made.Node} is known already: this admits a replacement board" : $"{made.Node} is added";
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{what}. The secret in {path} can be used once, until {made.SecretExpiresAt:yyyy-MM-dd HH:mm} UTC. {ProvisioningOutput.RootLine(made.File)}");
            return ExitCode.Ok;
        });
        return command;
    }
}
