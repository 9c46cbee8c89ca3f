using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Courier;

/// <summary>
/// Writes what is queued to a stick: records first, their slip last, so that a folder without a slip is known to be unfinished.
/// Nothing changes on the board; an export that was interrupted is gone on with, and what is whole on the stick is not written again.
/// </summary>
internal sealed class StickExport(BoardClient board, Stick stick, string node, Progress progress)
{
    private readonly List<StickProblem> _problems = [];
    private readonly HashSet<Guid> _onStick = [];
    private (string Path, List<(Guid Id, string File)> Records)? _open;
    private int _written;
    private int _passed;

    public async Task<ExportReport> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in stick.Slips()) Look(folder);
        var queued = await board.QueuedAsync(cancellationToken);
        var todo = queued.Where(r => !_onStick.Contains(r.RecordId)).ToList();
        try
        {
            await WriteAsync(todo, cancellationToken);
            await CloseAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException and not HttpIOException or UnauthorizedAccessException)
        {
            _problems.Add(new StickProblem(stick.Folder, $"the stick cannot be written: {Reason.Of(e)}; nothing is lost, export again, it goes on where it stopped"));
        }
        return new ExportReport(node, _written, queued.Count - todo.Count, todo.Count - _passed - _written, _problems);
    }

    private async Task WriteAsync(List<(Guid RecordId, ulong Sequence)> todo, CancellationToken cancellationToken)
    {
        for (var i = 0; i < todo.Count; i++)
        {
            progress.Tell($"{i} of {todo.Count} records written");
            if (await TryWriteAsync(todo[i].RecordId, todo[i].Sequence, cancellationToken)) continue;
            _problems.Add(new StickProblem(stick.Folder, $"the stick is full: {Counted.Of(todo.Count - i, "record")} did not fit; what did not is on the board only; use another stick for them"));
            return;
        }
    }

    // What is whole here needs no second copy. A folder without a slip is one that was not finished: it is gone on with.
    private void Look(string folder)
    {
        var whole = new List<(Guid Id, string File)>();
        foreach (var path in Directory.GetFiles(folder).Where(f => CourierNames.IsRecord(Path.GetFileName(f))).Order(StringComparer.Ordinal))
        {
            progress.Tell("looking at what the stick has");
            try
            {
                whole.Add((RecordFrame.Read(StickFile.Read(path, RecordFrame.LargestFile)).Manifest.RecordId, path));
            }
            catch (Exception e) when (e is MalformedException or IOException)
            {
                // It is written anew: into this folder or another.
            }
        }
        if (!File.Exists(Path.Combine(folder, CourierNames.Slip)) && _open is null && whole.Count < Limits.CourierRecords) _open = (folder, whole);
        _onStick.UnionWith(whole.Select(w => w.Id));
    }

    private async Task<bool> TryWriteAsync(Guid id, ulong sequence, CancellationToken cancellationToken)
    {
        if (_open is { Records.Count: >= Limits.CourierRecords }) await CloseAsync(cancellationToken);
        try
        {
            using var record = await board.RecordAsync(id, cancellationToken);
            if (record is null)
            {
                _passed++;
                return true;
            }
            var (folder, records) = _open ??= (Make(), []);
            var path = Path.Combine(folder, CourierNames.Record(sequence, id));
            // Not HttpContent.CopyToAsync: it would make a full stick look like a failed request.
            var content = await record.Content.ReadAsStreamAsync(cancellationToken);
            await StickFile.WriteAsync(path, file => content.CopyToAsync(file, cancellationToken));
            records.Add((id, path));
            _written++;
            return true;
        }
        catch (CommandException e) when (e.Status == StatusCodes.Status409Conflict)
        {
            _problems.Add(new StickProblem(CourierNames.Record(sequence, id), e.Message));
            _passed++;
            return true;
        }
        catch (IOException e) when (StickFile.IsFull(e))
        {
            return false;
        }
    }

    private string Make() => Directory.CreateDirectory(Path.Combine(stick.Folder, CourierNames.Folder(new Guid(RandomNumberGenerator.GetBytes(16))))).FullName;

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (_open is not var (folder, records)) return;
        _open = null;
        while (records.Count > 0)
        {
            try
            {
                DurableFile.SyncFolderIfPossible(folder);
                var slip = await board.SlipAsync(Guid.ParseExact(Path.GetFileName(folder), "N"), records.Select(r => r.Id), cancellationToken);
                await StickFile.WriteAsync(Path.Combine(folder, CourierNames.Slip), file => file.WriteAsync(slip, cancellationToken).AsTask());
                foreach (var path in new[] { folder, stick.Folder, Path.GetDirectoryName(stick.Folder)! }) DurableFile.SyncFolderIfPossible(path);
                return;
            }
            catch (IOException e) when (StickFile.IsFull(e))
            {
                // The slip is what makes the others of use: it gets the room of the last record.
                File.Delete(records[^1].File);
                records.RemoveAt(records.Count - 1);
                _written--;
                _problems.Add(new StickProblem(folder, "the stick is full: a record made room for the slip and stays on the board only"));
            }
        }
        _problems.Add(new StickProblem(folder, "the stick has no room for a slip"));
    }
}

/// <summary>What an export put on a stick.</summary>
internal sealed record ExportReport(string Node, int Written, int OnStickAlready, int NotWritten, IReadOnlyList<StickProblem> Problems);
