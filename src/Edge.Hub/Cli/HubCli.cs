using System.CommandLine;
using Edge.Contracts.Shown;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hosting.Manual;

namespace Edge.Hub.Cli;

/// <summary>The command line: arguments in, answer on standard output, talk on standard error, an exit code.</summary>
internal static class HubCli
{
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken) => RunAsync(arguments, output, error, TerminalLanguage.English, cancellationToken);

    public static Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, string language, CancellationToken cancellationToken = default)
    {
        // Boards, sticks and people have written much of what is shown; nothing of it reaches a terminal in another way.
        (output, error) = (new PlainWriter(output), new PlainWriter(error));
        return new CommandLine("edge-hub", Root(language), output, error) { Language = language, HandlesSignals = _ => true }.RunAsync(arguments, cancellationToken);
    }

    internal static RootCommand Root(string language = TerminalLanguage.English)
    {
        var common = new CommonOptions { Language = language };
        var root = new RootCommand("The hub of Edge: collects what enrolment points hold, and shows how they are.")
        {
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
        common.AddTo(root);
        return root.Given();
    }
}
