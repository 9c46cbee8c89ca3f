using System.Globalization;
using System.Security.Cryptography;
using Edge.Benchmarks.Reports;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Boards;

/// <summary>Many boards come back at once with what they hold.</summary>
internal sealed class BoardsBenchmark : IBenchmark
{
    private const int Boards = 200;
    private const int Records = 50;

    // Of the boards that did not finish; --json has all.
    private const int Named = 8;

    public string Name => "boards";

    public string Summary => "200 boards with 50 records of 20 KB each return within a second, over 100 Mbit/s: as root, about 2 minutes";

    public bool OnlyByName => true;

    public async Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess) throw new BenchException("boards makes network namespaces and shapes a link, which needs root: sudo ./edge bench boards");
        _ = EdgeTool.Hub.Launcher;
        var plan = new BoardsPlan(context.Boards ?? Boards, context.Records ?? Records);
        using var folder = new WorkFolder(context.Folder, Name);
        var outcome = await new BoardsRun(plan, context, folder.FullName).RunAsync($"edge-bench-{RandomNumberGenerator.GetHexString(6, lowercase: true)}", cancellationToken);
        tell(BoardsReport.Of(string.Create(CultureInfo.InvariantCulture, $"{plan.Boards} boards with {plan.Records} records each return at once"), context, outcome));
        foreach (var board in outcome.Result.Boards.Where(b => b.Waiting > 0).Take(Named)) context.Say($"boards: {board.Node} still has {board.Waiting} records: {board.Problem ?? "connected"}");
    }
}
