using System.CommandLine;
using Edge.Agent.Commissioning;
using Edge.Agent.Identity.Provisioning;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Cli;

internal static class ProvisionCommand
{
    public static Command Build(CommandContext context)
    {
        var file = new Argument<FileInfo?>("FILE") { Description = "The provisioning file from the hub", Arity = ArgumentArity.ZeroOrOne };
        var csr = new Option<FileInfo?>("--csr") { Description = "Only write a certificate request here, to be signed at the hub (edge-hub node sign)", HelpName = "OUT" };
        var replace = new Option<bool>("--replace") { Description = "Make this board somebody else than it is, or the same one with a new key" };
        var stick = new Option<DirectoryInfo?>("--from-stick") { Description = "Instead of FILE: take what edge-agent-stick@.service copied here from a stick, tell by light, voice and paper what becomes of it, and wait for a link", HelpName = "DIR" };
        var command = new Command("provision", "Make this board known to a hub") { file, csr, replace, stick };
        command.Validators.Add(result =>
        {
            var byStick = result.GetValue(stick) is not null;
            if (byStick == result.GetValue(file) is not null || byStick && (result.GetValue(csr) is not null || result.GetValue(replace))) result.AddError("provision takes either FILE, with --csr or --replace, or --from-stick DIR");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(stick) is { } drop) return await StickTaking.RunAsync(context, parsed, drop.FullName, cancellationToken);
            var (data, disk) = (context.Data(parsed), new LinuxDisk());
            var text = await File.ReadAllTextAsync(parsed.GetValue(file)!.FullName, cancellationToken);
            DurableFile.EnsureFolder(disk, data.Root);
            using var held = data.Hold();
            new FactoryReset(data, disk).FinishIfBegun();
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
                await context.Output.WriteLineAsync($"provisioned as {node}; this board believes root key {Provisioner.RootOf(text)}: compare it with what the hub's operator was shown");
                return ExitCode.Ok;
            }
            catch (ProvisioningException e)
            {
                throw new CommandException($"not provisioned: {Reason.Of(e)}", e);
            }
        });
        return command;
    }
}
