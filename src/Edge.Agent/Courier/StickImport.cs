using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Hosting.Linux;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Courier;

/// <summary>Brings the hub's receipts from a stick to the running agent, and clears the folders all of whose records are let go of.</summary>
internal sealed class StickImport(BoardClient board, Stick stick, string node, Progress progress)
{
    // A receipt is a durable release each: small pages show how far it is.
    private const int Page = 64;

    private readonly List<StickProblem> _problems = [];
    private int _released;
    private int _already;
    private int _cleared;

    public async Task<ImportReport> RunAsync(CancellationToken cancellationToken)
    {
        var folders = stick.Slips();
        if (folders.Count == 0) _problems.Add(new StickProblem(stick.Folder, NothingHere(stick.Others())));
        foreach (var folder in folders)
        {
            if (await TakeAsync(folder, cancellationToken)) Clear(folder);
        }
        return new ImportReport(node, _released, _already, _cleared, _problems);
    }

    private string NothingHere(IReadOnlyList<string> others) =>
        $"nothing of board {node} is on this stick{(others.Count > 0 ? $"; it carries {string.Join(", ", others.Take(10))}" : "")}";

    // True where every record the slip names has its receipt.
    private async Task<bool> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, CourierNames.Receipts);
        if (!File.Exists(path)) return Problem(folder, "there are no receipts in it: the hub has not imported it yet; its records stay queued");
        try
        {
            var receipts = CourierReceiptFile.Read(StickFile.Read(path, Limits.CourierBytes));
            var refused = 0;
            foreach (var page in receipts.Chunk(Page))
            {
                progress.Tell($"{_released + _already} records let go of");
                var count = await board.ReceiptsAsync(page, cancellationToken);
                (_released, _already, refused) = (_released + count.Released, _already + count.Already, refused + count.Problems.Count);
                foreach (var problem in count.Problems) _problems.Add(new StickProblem(path, problem));
            }
            return CoversSlip(folder, receipts.Count - refused) && refused == 0;
        }
        catch (Exception e) when (e is MalformedException or IOException and not HttpIOException)
        {
            return Problem(path, $"{Reason.Of(e)}; nothing of it was taken, have the hub import the stick again");
        }
    }

    private bool CoversSlip(string folder, int taken)
    {
        var path = Path.Combine(folder, CourierNames.Slip);
        // An export that was not finished: the next one goes on with it.
        if (!File.Exists(path)) return false;
        try
        {
            var named = CourierSlips.Read(StickFile.Read(path, Limits.CourierBytes)).Slip.Records.Count;
            return taken >= named || Problem(folder, $"{named - taken} of its {named} records have no receipt; they stay queued");
        }
        catch (Exception e) when (e is MalformedException or IOException)
        {
            return Problem(path, $"{Reason.Of(e)}; the folder is left as it is");
        }
    }

    // The slip last: a stick that is pulled meanwhile still says what it was.
    private void Clear(string folder)
    {
        try
        {
            foreach (var file in Directory.GetFiles(folder).Where(f => CourierNames.IsRecord(Path.GetFileName(f)))) File.Delete(file);
            File.Delete(Path.Combine(folder, CourierNames.Receipts));
            File.Delete(Path.Combine(folder, CourierNames.Slip));
            Directory.Delete(folder);
            _cleared++;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            progress.Say($"{folder} is done with and could not be cleared: {Reason.Of(e)}");
        }
    }

    private bool Problem(string file, string problem)
    {
        _problems.Add(new StickProblem(file, problem));
        return false;
    }
}

/// <summary>What an import of receipts did.</summary>
internal sealed record ImportReport(string Node, int Released, int Already, int FoldersCleared, IReadOnlyList<StickProblem> Problems);
