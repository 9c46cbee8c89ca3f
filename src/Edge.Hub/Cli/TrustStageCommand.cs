using System.CommandLine;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Edge.Hub.Trust;

namespace Edge.Hub.Cli;

internal static class TrustStageCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = NodeArguments.Out("trust");
        var addRegistry = CommonOptions.Repeated("--add-registry", "Public key (PEM) that new records are to be sealed to", "PEM");
        var retireRegistry = CommonOptions.Repeated("--retire-registry", "Registry key to take out", "ID");
        var newReceipt = new Option<bool>("--new-receipt") { Description = "Let the hub make its next receipt key; it signs with it once the file is published" };
        var retireReceipt = CommonOptions.Repeated("--retire-receipt", "Receipt key to take out, once no board needs it", "ID");
        var revokeReceipt = CommonOptions.Repeated("--revoke-receipt", "Receipt key nothing of which is to be believed any more", "ID");
        var addRelease = CommonOptions.Repeated("--add-release", "Public key (PEM) whose signed releases boards install", "PEM");
        var retireRelease = CommonOptions.Repeated("--retire-release", "Release key to take out", "ID");
        var command = new Command("stage", "Writes the next trust file, unsigned: carry it to the machine that has the root's key")
        {
            file, addRegistry, retireRegistry, newReceipt, retireReceipt, revokeReceipt, addRelease, retireRelease,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            ProvisioningOutput.Require(path);
            using var hub = new HubSocket(common.DataOf(parsed));
            var staged = await hub.PostAsync<StagedTrust>("v1/trust/stage", new StageRequest
            {
                AddRegistry = [.. parsed.GetValue(addRegistry)!.Select(TrustFiles.ReadPem)],
                RetireRegistry = parsed.GetValue(retireRegistry)!,
                NewReceipt = parsed.GetValue(newReceipt),
                RetireReceipt = parsed.GetValue(retireReceipt)!,
                RevokeReceipt = parsed.GetValue(revokeReceipt)!,
                AddRelease = [.. parsed.GetValue(addRelease)!.Select(TrustFiles.ReadPem)],
                RetireRelease = parsed.GetValue(retireRelease)!,
            }, cancellationToken);
            TrustFiles.Write(path, Decoder.Parse(SignedTrust.Parser, staged.File, "staged trust file"));
            var made = staged.NewReceiptKey is { } id ? $" The hub made receipt key {id}; it is not used before the file is published." : "";
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"version {staged.Version} is in {path}, unsigned.{made} Next: edge-hub trust sign {path} --root root.key --previous LAST-SIGNED --out SIGNED, where the root's key is; then edge-hub trust publish SIGNED here");
            return ExitCode.Ok;
        });
        return command;
    }
}
