using System.CommandLine;
using System.Security.Cryptography;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Boards;
using Edge.Hub.Views;

namespace Edge.Hub.Cli;

internal static class NodeSignCommand
{
    public static Command Create(CommonOptions common)
    {
        var csr = new Argument<string>("CSR") { Description = "The board's signing request (PKCS#10, PEM or DER, at most 8 KiB)" };
        var node = NodeArguments.Node();
        var group = NodeArguments.Group(required: false);
        var address = NodeArguments.Address("--address", "Where the board reaches the broker (default: as it was added)", required: false);
        var https = NodeArguments.Address("--https-address", "Where it reaches enrolment (default: as it was added)", required: false);
        var file = NodeArguments.Out();
        var command = new Command("sign", "Signs a request that came as a file and makes a provisioning file with the certificate. The board must be known, or --group and --address add it.") { csr, node, group, address, https, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            ProvisioningOutput.Require(path);
            using var hub = new HubSocket(common.DataOf(parsed));
            var request = new NodeSignRequest(parsed.GetValue(node)!, parsed.GetValue(group), parsed.GetValue(address), parsed.GetValue(https), Read(parsed.GetValue(csr)!));
            var made = await hub.PostAsync<Provisioned>("v1/sign", request, cancellationToken);
            ProvisioningOutput.Write(path, made.File);
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{made.Node} has a certificate for this key; it is in {path}, which holds no secret. {ProvisioningOutput.RootLine(made.File)}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > SigningRequest.MaxBytes) throw new HubException($"{path} is larger than {SigningRequest.MaxBytes} bytes; it is no signing request");
            var bytes = File.ReadAllBytes(path);
            // DER begins with a SEQUENCE; anything else has to be PEM, which the hub checks.
            return bytes is [0x30, ..] ? PemEncoding.WriteString("CERTIFICATE REQUEST", bytes) : System.Text.Encoding.ASCII.GetString(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{path} cannot be read: {Reason.Of(e)}", e);
        }
    }
}
