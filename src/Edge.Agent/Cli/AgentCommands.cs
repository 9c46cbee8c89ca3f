using System.CommandLine;
using Edge.Agent.Spool;
using Edge.Contracts.Shown;
using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hosting.Manual;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Cli;

/// <summary>The command line of edge-agent, from arguments to exit code.</summary>
internal sealed class AgentCommands(Action<IServiceCollection> compose, TextWriter standardOutput, TextWriter standardError, Func<Stream> input)
{
    // Sticks, files and people have written much of what is shown; nothing of it reaches a terminal in another way.
    private readonly TextWriter _output = Plain(standardOutput), _error = Plain(standardError);

    public async Task<int> InvokeAsync(string[] args, CancellationToken cancellationToken = default)
    {
        var parsed = Build(new CommandContext(_output, _error, input, compose)).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors) await _error.WriteLineAsync($"edge-agent: {problem.Message}");
            await _error.WriteLineAsync("See: edge-agent --help");
            return ExitCode.Usage;
        }
        return await InvokeAsync(parsed, cancellationToken);
    }

    private static PlainWriter Plain(TextWriter behind) => new(behind);

    private async Task<int> InvokeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            // The host handles the signals of `run` itself.
            var configuration = new InvocationConfiguration { Output = _output, Error = _error, EnableDefaultExceptionHandler = false };
            if (parsed.CommandResult.Command.Name == RunCommand.Name) configuration.ProcessTerminationTimeout = null;
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e) when (e is ConfigurationException or OptionsValidationException)
        {
            foreach (var line in e.Message.Split('\n')) await _error.WriteLineAsync($"edge-agent: configuration: {line}");
            return ExitCode.Configuration;
        }
        catch (Exception e) when (e is CommandException or SpoolException or IOException or UnauthorizedAccessException)
        {
            await _error.WriteLineAsync($"edge-agent: {e.Message}");
            return ExitCode.Fault;
        }
        catch (OperationCanceledException)
        {
            await _error.WriteLineAsync("edge-agent: stopped before it was done");
            return ExitCode.Fault;
        }
    }

    internal static RootCommand Build(CommandContext context) => new("Edge agent: keeps a kiosk's sealed records and brings them to the hub")
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
    };
}
