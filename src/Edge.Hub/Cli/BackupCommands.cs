using System.CommandLine;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Backup;
using Edge.Hub.Export;

namespace Edge.Hub.Cli;

/// <summary>backup, confirm and restore: how the archive survives its machine.</summary>
internal static class BackupCommands
{
    public static Command Backup(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "Where to write it; must not be there yet. It holds the hub's own keys: guard it as you guard the hub" };
        var command = new Command("backup", "Copies the whole archive into one file while the hub runs, and reads it back") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProcessHardening.Apply();
            var (target, data) = (Path.GetFullPath(parsed.GetValue(file)!), common.DataOf(parsed));
            using var hub = new HubSocket(data);
            var (copy, repaired) = await new BackupTool(new HubPaths(Path.GetFullPath(data)), hub, Talk(parsed)).RunAsync(target, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"backup {repaired.Number}: {Counted.Of(copy.Records, "record")} in {target}, read back whole; bring it away from this machine, then run: edge-hub confirm FILE");
            if (repaired.AskedAgain > 0) await parsed.InvocationConfiguration.Error.WriteLineAsync($"edge-hub: gone bad on this disk and asked for again: {Counted.Of(repaired.AskedAgain, "stored record")}; replace the disk");
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Confirm(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = $"The backup, or the {Path.GetFileName(ExportList.PathIn(""))} of an export, once it is away from this machine" };
        var command = new Command("confirm", "Says that a copy is away from this machine: boards may delete what it holds") { file, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var confirmed = await new ConfirmTool(hub, Talk(parsed)).RunAsync(Path.GetFullPath(parsed.GetValue(file)!), cancellationToken);
            await common.WriteAsync(parsed, confirmed, $"copy {confirmed.Number} ({confirmed.Kind.ToString().ToLowerInvariant()}, {Counted.Of(confirmed.Records, "record")}) is confirmed; stored records in no confirmed copy: {confirmed.NotSafe}");
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Restore(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "A backup of this hub" };
        var command = new Command("restore", "Makes a backup the archive again; the hub must not run. What boards still keep and the backup has not comes back from them") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProcessHardening.Apply();
            var paths = new HubPaths(Path.GetFullPath(common.DataOf(parsed)));
            var report = await new RestoreTool(paths, TimeProvider.System, Talk(parsed)).RunAsync(Path.GetFullPath(parsed.GetValue(file)!), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync($"restored backup {report.Copy} of {report.CopyBegunAt:yyyy-MM-dd HH:mm} UTC: {Counted.Of(report.Records, "record")}; archive epoch {report.Epoch}");
            if (report.SetAside is { } aside) await output.WriteLineAsync($"the archive that was there is now {aside}; delete it once all boards have been heard");
            if (report.NewerBoards.Count > 0) await output.WriteLineAsync($"carried over from it, as they are newer than the backup: boards {string.Join(", ", report.NewerBoards)}");
            await output.WriteLineAsync("start the hub; 'edge-hub node show NAME' says what each board is asked for and has brought back");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Action<string> Talk(ParseResult parsed) => line => parsed.InvocationConfiguration.Error.WriteLine($"edge-hub: {line}");
}
