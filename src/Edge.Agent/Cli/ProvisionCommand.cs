using System.CommandLine;
using Edge.Agent.Identity.Provisioning;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Cli;

internal static class ProvisionCommand
{
    public static Command Build(CommandContext context)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The provisioning file from the hub" };
        var csr = new Option<FileInfo?>("--csr") { Description = "Only write a certificate request here, to be signed at the hub (edge-hub node sign)", HelpName = "OUT" };
        var replace = new Option<bool>("--replace") { Description = "Make this board somebody else than it is, or the same one with a new key" };
        var command = new Command("provision", "Make this board known to a hub") { file, csr, replace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (data, disk, source) = (context.Data(parsed), new LinuxDisk(), parsed.GetRequiredValue(file));
            var text = await File.ReadAllTextAsync(source.FullName, cancellationToken);
            DurableFile.EnsureFolder(disk, data.Root);
            using var held = data.Hold();
            var provisioner = new Provisioner(data, disk);
            try
            {
                if (parsed.GetValue(csr) is { } request)
                {
                    DurableFile.Replace(disk, request.FullName, System.Text.Encoding.ASCII.GetBytes(provisioner.CreateRequest(text, parsed.GetValue(replace))));
                    await context.Error.WriteLineAsync($"wrote {request.FullName}; sign it at the hub, then: edge-agent provision FILE with what it gives back");
                    return ExitCode.Ok;
                }
                var node = await provisioner.ProvisionAsync(text, parsed.GetValue(replace), cancellationToken);
                var root = KeyId.Of(ProvisioningFile.Read(text).Provisioning.RootSpki.Span);
                await context.Output.WriteLineAsync($"provisioned as {node}; this board believes root key {root}: compare it with what the hub's operator was shown");
                return ExitCode.Ok;
            }
            catch (ProvisioningException e)
            {
                throw new CommandException($"not provisioned: {e.Message}", e);
            }
        });
        return command;
    }
}
