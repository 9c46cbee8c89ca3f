using System.CommandLine;
using System.Security.Cryptography;
using Edge.Contracts.Releases;
using Edge.Contracts.Signing;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Keys;

namespace Edge.Hub.Cli;

/// <summary>Releases of the agent's program, from the machine that signs them.</summary>
internal static class ReleaseCommands
{
    public static Command Create(CommonOptions common) => new("release", "Releases of the agent's program: show, sign, add, offer, withdraw, remove, list")
    {
        Show(), Sign(), ReleaseOfferCommands.Add(common), ReleaseOfferCommands.Offer(common), ReleaseOfferCommands.Withdraw(common), ReleaseOfferCommands.Remove(common), ReleaseOfferCommands.List(common),
    };

    private static Command Show()
    {
        var file = FileArgument();
        var command = new Command("show", "Says what is in a release file") { file };
        command.SetAction(async (parsed, _) =>
        {
            foreach (var line in ReleaseFiles.Lines(ReleaseFiles.ReadHead(parsed.GetValue(file)!))) await parsed.InvocationConfiguration.Output.WriteLineAsync(line);
            return ExitCode.Ok;
        });
        return command;
    }

    // It runs where the release key is, which is not where the hub is: it needs no hub and no data folder.
    private static Command Sign()
    {
        var file = FileArgument();
        var key = new Option<string>("--key") { Description = "PEM file of a release key's private part; read by this process only", HelpName = "FILE", Required = true };
        var target = NodeArguments.Out("release");
        var command = new Command("sign", "Says what is in a release file, and signs it with a release key; for a machine that is kept offline") { file, key, target };
        command.SetAction(async (parsed, _) =>
        {
            // The release key is in this process.
            ProcessHardening.Apply();
            var (from, to) = (parsed.GetValue(file)!, parsed.GetValue(target)!);
            ProvisioningOutput.Require(to);
            using var signer = ReadKey(parsed.GetValue(key)!);
            var head = ReleaseFiles.ReadHead(from);
            ReleaseFiles.CheckPayload(from, head);
            foreach (var line in ReleaseFiles.Lines(head)) await parsed.InvocationConfiguration.Output.WriteLineAsync(line);
            // The exact bytes that were looked at, not the same said again.
            Write(from, to, head, ReleaseHead.Write(head.Sign(signer)));
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"signed by release key {signer.Public.Id} into {to}. Boards whose trust file names that key install it");
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(string from, string to, ReleaseHead head, byte[] beginning)
    {
        try
        {
            using var source = File.OpenRead(from);
            source.Position = head.Length;
            using var file = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
            file.Write(beginning);
            source.CopyTo(file);
            // The stick is pulled as soon as the command returns.
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{to} cannot be written: {Reason.Of(e)}; delete what is there of it", e);
        }
    }

    private static SigningKey ReadKey(string path)
    {
        try
        {
            return new SigningKey(KeyFiles.ReadKey(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new HubException($"the release key {path} cannot be read: {Reason.Of(e)}", e);
        }
    }

    public static Argument<string> FileArgument() => new("FILE") { Description = "The release file" };
}
