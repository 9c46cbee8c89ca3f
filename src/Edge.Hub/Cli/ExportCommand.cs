using System.CommandLine;
using System.Security.Cryptography;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Archive;
using Edge.Hub.Export;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Cli;

internal static class ExportCommand
{
    public static Command Create(CommonOptions common)
    {
        var key = new Option<string[]>("--key") { Description = "PEM file of a registry's private key, repeated where records are sealed to several; read by this process only, never by the hub", HelpName = "FILE", Required = true, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
        var folder = new Option<string?>("--out") { Description = "Where to write, one folder a record", HelpName = "DIR" };
        var follow = new FollowOptions(key, folder);
        var command = new Command("export", "Opens stored records and writes each as record.json and its attachments; what is there already is left alone") { key, folder };
        follow.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(follow.Follow)) return await FollowCommand.RunAsync(parsed, common, follow, cancellationToken);
            // The registry's key and what it opens are in this process.
            ProcessHardening.Apply();
            var error = parsed.InvocationConfiguration.Error;
            using var registry = new RegistryKeys();
            foreach (var path in parsed.GetValue(key)!) registry.Add(ReadKey(path));
            await using var db = OpenArchive(new HubPaths(Path.GetFullPath(common.DataOf(parsed))));
            var target = Path.GetFullPath(parsed.GetValue(folder)!);
            ExportCount count;
            try
            {
                count = await new ExportTool(db, registry, target, line => error.WriteLine($"edge-hub: {line}")).RunAsync(cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new HubException($"the export to {target} stopped: {Reason.Of(e)}; run it again when that is mended, it goes on where it stopped", e);
            }
            catch (SqliteException e)
            {
                throw new HubException($"the archive cannot be read: {Reason.Of(e)}", e);
            }
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"written to {target}: {count.Written}; there already: {count.AlreadyThere}; not exported: {count.Failed}{(count.Deleted > 0 ? $"; deleted here, as a confirmed export has had them for Archive:KeepFor: {count.Deleted}" : "")}");
            return count.Failed == 0 ? ExitCode.Ok : ExitCode.Fault;
        });
        return command;
    }

    internal static ECDiffieHellman ReadKey(string path)
    {
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            key.Dispose();
            throw new HubException($"the registry key {path} cannot be read: {Reason.Of(e)}", e);
        }
    }

    /// <summary>The archive, for reading. Not pooled where it is looked at for long: after a restore another file has its name.</summary>
    internal static HubDb OpenArchive(HubPaths paths, bool pooled = true)
    {
        if (!File.Exists(paths.Database)) throw new HubException($"there is no archive {paths.Database}; give the hub's --data");
        var options = new DbContextOptionsBuilder<HubDb>();
        HubDbRegistration.Configure(options, paths.Database, pooled);
        return new HubDb(options.Options);
    }
}
