using System.CommandLine;
using Edge.Agent.Spool;
using Edge.Contracts.Shown;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hosting.Manual;

namespace Edge.Agent.Cli;

/// <summary>The command line of edge-agent, from arguments to exit code.</summary>
internal sealed class AgentCommands(Action<IServiceCollection> compose, TextWriter standardOutput, TextWriter standardError, Func<Stream> input)
{
    // Sticks, files and people have written much of what is shown; nothing of it reaches a terminal in another way.
    private readonly TextWriter _output = Plain(standardOutput), _error = Plain(standardError);

    public string Language { get; init; } = TerminalLanguage.English;

    public Task<int> InvokeAsync(string[] args, CancellationToken cancellationToken = default) =>
        new CommandLine("edge-agent", Build(new CommandContext(_output, _error, input, compose) { Language = Language }), _output, _error) { Language = Language, IsExpected = e => e is SpoolException }.RunAsync(args, cancellationToken);

    private static PlainWriter Plain(TextWriter behind) => new(behind);

    internal static RootCommand Build(CommandContext context) => new RootCommand("Edge agent: keeps a kiosk's sealed records and brings them to the hub")
    {
        context.DataOption,
        context.ConfigOption,
        RunCommand.Build(context),
        CheckCommand.Build(context),
        DoctorCommand.Build(context),
        SupportBundleCommand.Build(context),
        ProvisionCommand.Build(context),
        FactoryResetCommand.Build(context),
        StatusCommand.Build(context),
        SubmitCommand.Build(context),
        SpoolCommands.Build(context),
        CourierCommands.Build(context),
        QueueCommands.Build(context),
        JournalCommand.Build(context),
        LinkMeterCommand.Build(context),
        DeskCommand.Build(context),
        PaperCommands.Build(context),
        PromptsCommands.Build(context),
        ReleaseCommands.Build(context),
        VersionCommand.Build(context),
        ManualCommands.Manual("edge-agent"),
        ManualCommands.Completion("edge-agent"),
    }.Given();
}
