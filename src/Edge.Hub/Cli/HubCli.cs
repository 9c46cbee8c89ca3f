using System.CommandLine;
using Edge.Contracts.Shown;
using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hosting.Manual;

namespace Edge.Hub.Cli;

/// <summary>The command line: arguments in, answer on standard output, talk on standard error, an exit code.</summary>
internal static class HubCli
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        // Boards, sticks and people have written much of what is shown; nothing of it reaches a terminal in another way.
        (output, error) = (new PlainWriter(output), new PlainWriter(error));
        var parsed = Root().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors) await error.WriteLineAsync($"edge-hub: {fault.Message}");
            await error.WriteLineAsync("edge-hub: 'edge-hub --help' lists commands and options");
            return ExitCode.Usage;
        }
        try
        {
            // The host handles signals itself and takes the time it needs to stop.
            var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (ConfigurationException e)
        {
            foreach (var line in e.Message.Split('\n')) await error.WriteLineAsync($"edge-hub: configuration: {line}");
            return ExitCode.Configuration;
        }
        catch (Exception e) when (e is HubException or HardeningException)
        {
            await error.WriteLineAsync($"edge-hub: {e.Message}");
            return ExitCode.Fault;
        }
    }

    internal static RootCommand Root()
    {
        var common = new CommonOptions();
        var root = new RootCommand("The hub of Edge: collects what enrolment points hold, and shows how they are.")
        {
            common.Data,
            common.Config,
            RunCommand.Create(common),
            CheckCommand.Create(common),
            NodeCommands.Create(common),
            TrustCommands.Create(common),
            ReleaseCommands.Create(common),
            OfficerCommands.Create(common),
            AlertCommands.Create(common),
            AreaCommands.Create(common),
            PlaceCommands.Create(common),
            ProgressCommands.Create(common),
            ImportCommands.Worklist(common),
            ImportCommands.Answer(common),
            SettingsCommands.Settings(common),
            SettingsCommands.HubAddress(common),
            RecordCommands.Create(common),
            ExportCommand.Create(common),
            BackupCommands.Backup(common),
            BackupCommands.Confirm(common),
            BackupCommands.Restore(common),
            CourierCommands.Create(common),
            UserCommands.Create(common),
            TokenCommands.Create(common),
            AuditCommands.Create(common),
            StatusCommand.Create(common),
            VersionCommand.Create(),
            ManualCommands.Manual("edge-hub"),
            ManualCommands.Completion("edge-hub"),
        };
        return root;
    }
}
