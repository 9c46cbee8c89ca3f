using System.CommandLine;
using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Keys;
using Edge.Hub.Trust;

namespace Edge.Hub.Cli;

/// <summary>Runs where the root's key is, which is not where the hub is: it needs no hub and no data folder.</summary>
internal static class TrustSignCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The staged trust file" };
        var key = new Option<string>("--root") { Description = "PEM file of the root's private key; read by this process only", HelpName = "FILE", Required = true };
        var previous = new Option<string?>("--previous") { Description = "The trust file that was signed last, to be told what changes; keep it beside the root's key", HelpName = "FILE" };
        var target = NodeArguments.Out("trust");
        var command = new Command("sign", "Says what a staged trust file changes, and signs it with the root's key; for a machine that is kept offline") { file, key, previous, target };
        command.SetAction(async (parsed, _) =>
        {
            // The root's key is in this process.
            ProcessHardening.Apply();
            var (path, output) = (parsed.GetValue(target)!, parsed.InvocationConfiguration.Output);
            ProvisioningOutput.Require(path);
            using var root = ReadRoot(parsed.GetValue(key)!);
            var (staged, next) = Read(parsed.GetValue(file)!);
            var before = parsed.GetValue(previous) is { } known ? Verified(known, root.Public) : null;
            if (before is not null && next.Version <= before.Version) throw new HubException($"the staged file is version {next.Version}, not newer than version {before.Version} of {parsed.GetValue(previous)}; stage it again");
            if (before is null) RequireRoot(staged, root.Public, parsed.GetValue(key)!);
            foreach (var line in TrustWords.Changes(before?.ToFile(), next)) await output.WriteLineAsync(line);
            await output.WriteLineAsync(before is null ? "(all of it, for no --previous was given to compare with)" : $"(compared with version {before.Version}, which this root signed)");
            // The exact bytes that were looked at, not the same said again.
            TrustFiles.Write(path, TrustAnchors.Sign(staged.Trust.Span, root));
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"signed by root {root.Public.Id} into {path}. If a line above is not what you meant, destroy that file: whoever publishes it makes boards believe it");
            return ExitCode.Ok;
        });
        return command;
    }

    private static (SignedTrust Staged, TrustFile File) Read(string path)
    {
        var staged = TrustFiles.Read(path);
        try
        {
            return (staged, TrustAnchors.ReadFile(staged));
        }
        catch (MalformedException e)
        {
            throw new HubException($"{path} is not signed, for no board could use it: {Reason.Of(e)}", e);
        }
    }

    // With --previous the root has proved itself by what it signed before.
    private static void RequireRoot(SignedTrust staged, VerifyingKey given, string path)
    {
        if (staged.RootId.Length == 0) throw new HubException("the staged file does not say whose signature it waits for; stage it again with this version, or give --previous");
        if (staged.RootId != given.Id) throw new HubException($"{path} is key {given.Id} and not the root {staged.RootId}, whose signature the staged file waits for: no board would believe it; give root.key of this hub");
    }

    private static TrustAnchors Verified(string path, VerifyingKey root)
    {
        try
        {
            return TrustAnchors.Verify(TrustFiles.Read(path), root);
        }
        catch (MalformedException e)
        {
            throw new HubException($"--previous {path}: {Reason.Of(e)}; give the file in force, or the root key of this hub", e);
        }
    }

    private static SigningKey ReadRoot(string path)
    {
        try
        {
            return new SigningKey(KeyFiles.ReadKey(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new HubException($"the root key {path} cannot be read: {Reason.Of(e)}", e);
        }
    }
}
