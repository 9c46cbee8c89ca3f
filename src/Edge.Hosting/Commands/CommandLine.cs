using System.CommandLine;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hosting.Manual;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Hosting.Commands;

/// <summary>A program's command line, from arguments to exit code: the answer on standard output, and what stands in the way on standard error, in sentences of ours.</summary>
internal sealed record CommandLine(string Program, RootCommand Root, TextWriter Output, TextWriter Error)
{
    public string Language { get; init; } = TerminalLanguage.English;

    /// <summary>Whether an exception's message is for whoever typed the command, beside those of which every program's is.</summary>
    public Func<Exception, bool> IsExpected { get; init; } = _ => false;

    /// <summary>Whether a command handles signals itself, as the host of a running program does, and takes the time it needs to stop.</summary>
    public Func<Command, bool> HandlesSignals { get; init; } = command => command.Name == "run";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (Language == TerminalLanguage.Vietnamese) TranslatedHelp.AddTo(Program, Root);
        // A value that begins with @ is a value.
        var parsed = Root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var words = new UsageWords(Program, parsed);
        return words.Any ? await RefuseAsync(words) : await InvokeAsync(parsed, cancellationToken);
    }

    private async Task<int> RefuseAsync(UsageWords words)
    {
        foreach (var problem in words.All()) await SayAsync(UsageWords.Short(problem.In(Language)));
        await SayAsync(new Said($"xem cách dùng: {words.Path} --help", $"how it is used: {words.Path} --help").In(Language));
        return ExitCode.Usage;
    }

    private async Task<int> InvokeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            var configuration = new InvocationConfiguration { Output = Output, Error = Error, EnableDefaultExceptionHandler = false };
            if (HandlesSignals(parsed.CommandResult.Command)) configuration.ProcessTerminationTimeout = null;
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e) when (e is ConfigurationException or OptionsValidationException)
        {
            foreach (var line in e.Message.Split('\n')) await SayAsync($"configuration: {line}");
            return ExitCode.Configuration;
        }
        catch (CommandException e)
        {
            await SayAsync(e.Said?.In(Language) ?? e.Message);
            return ExitCode.Fault;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HardeningException || IsExpected(e))
        {
            await SayAsync(Reason.WithPath(e));
            return ExitCode.Fault;
        }
        catch (OperationCanceledException)
        {
            await SayAsync(new Said("đã dừng trước khi xong", "stopped before it was done").In(Language));
            return ExitCode.Fault;
        }
    }

    private Task SayAsync(string line) => Error.WriteLineAsync($"{Program}: {line}");
}
