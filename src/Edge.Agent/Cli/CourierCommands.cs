using System.CommandLine;
using System.Text.Json;
using Edge.Agent.Courier;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Cli;

/// <summary>courier export and import: records to the hub and receipts from it by hand. The stick is read and written by whoever types this, not by the agent.</summary>
internal static class CourierCommands
{
    public static Command Build(CommandContext context) => new("courier", "Carry records to the hub on a stick, and its receipts back")
    {
        ExportCommand(context),
        ImportCommand(context),
    };

    private static Command ExportCommand(CommandContext context)
    {
        var (dir, json) = (Dir("Where the stick is mounted; the records go to edge-courier/ in it"), Json());
        var command = new Command("export", "Write the records that wait for their receipt to a stick; they stay on the board until their receipts come") { dir, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed, parsed.GetValue(dir)!, async (board, stick, node, progress) =>
        {
            var report = await new StickExport(board, stick, node, progress).RunAsync(cancellationToken);
            await AnswerAsync(context, parsed.GetValue(json), report, $"written: {report.Written}; on the stick already: {report.OnStickAlready}; not written: {report.NotWritten}", report.Problems);
            return report.Problems.Count;
        }, cancellationToken));
        return command;
    }

    private static Command ImportCommand(CommandContext context)
    {
        var (dir, json) = (Dir("Where the stick is mounted, after the hub imported it"), Json());
        var command = new Command("import", "Let go of the records for which the stick has the hub's receipts") { dir, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed, parsed.GetValue(dir)!, async (board, stick, node, progress) =>
        {
            var report = await new StickImport(board, stick, node, progress).RunAsync(cancellationToken);
            await AnswerAsync(context, parsed.GetValue(json), report, $"let go of: {report.Released}; were already: {report.Already}; not taken: {report.Problems.Count}", report.Problems);
            return report.Problems.Count;
        }, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult parsed, string dir, Func<BoardClient, Stick, string, Progress, Task<int>> work, CancellationToken cancellationToken)
    {
        using var client = new AgentClient(context.Data(parsed));
        var board = new BoardClient(client);
        var node = await board.NodeAsync(cancellationToken);
        try
        {
            return await work(board, new Stick(Path.GetFullPath(dir), node), node, new Progress(line => context.Error.WriteLine($"edge-agent: {line}"), TimeProvider.System)) == 0 ? ExitCode.Ok : ExitCode.Fault;
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new CommandException("the agent ended meanwhile; nothing is lost, do it again once it runs, it goes on where it stopped", e);
        }
    }

    private static async Task AnswerAsync<T>(CommandContext context, bool asJson, T report, string words, IReadOnlyList<StickProblem> problems)
    {
        foreach (var problem in problems) await context.Error.WriteLineAsync($"edge-agent: {problem.File}: {problem.Problem}");
        await context.Output.WriteLineAsync(asJson ? JsonSerializer.Serialize(report, Answers.Json) : words);
    }

    private static Argument<string> Dir(string description) => new("DIR") { Description = description };

    private static Option<bool> Json() => new("--json") { Description = "For machines" };
}
