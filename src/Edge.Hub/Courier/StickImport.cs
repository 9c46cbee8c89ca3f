using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Hub.Courier;

/// <summary>Brings what a stick carries to the running hub, and writes the hub's receipts beside it. What cannot be taken is named; the rest is taken.</summary>
internal sealed class StickImport(HubSocket hub, string stick, Edge.Hosting.Waiting.Progress progress)
{
    private readonly List<StickProblem> _problems = [];
    private int _taken;
    private int _here;
    private int _notTaken;
    private int _receipts;

    /// <exception cref="HubException">There is nothing to import, or the hub went away; what was taken by then has its receipts on the stick.</exception>
    public async Task<StickReport> RunAsync(CancellationToken cancellationToken)
    {
        var folders = StickFiles.Slips(stick);
        if (folders.Count == 0) throw new HubException($"{Path.Combine(stick, CourierNames.Root)} has no folder of a board; nothing to import");
        foreach (var folder in folders) await TakeAsync(folder, cancellationToken);
        return new StickReport(_taken, _here, _notTaken, _receipts, _problems);
    }

    private async Task TakeAsync(string folder, CancellationToken cancellationToken)
    {
        var receipts = new Dictionary<Guid, SignedReceipt>();
        try
        {
            var slip = await SlipAsync(folder, receipts, cancellationToken);
            _here += receipts.Count;
            var files = Directory.Exists(folder) ? StickFiles.Records(folder) : [];
            foreach (var path in files) await RecordAsync(path, slip, receipts, cancellationToken);
            if (slip is not null) NameMissing(folder, slip, receipts, [.. files.Select(f => Path.GetFileName(f))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem(folder, $"{Reason.Of(e)}: was the stick pulled?");
        }
        finally
        {
            // Also when the hub went away: what it has stored is stored.
            if (receipts.Count > 0) await WriteAsync(folder, CourierReceiptFile.Write(receipts.Values), receipts.Count);
        }
    }

    private async Task<CourierSlip?> SlipAsync(string folder, Dictionary<Guid, SignedReceipt> receipts, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, CourierNames.Slip);
        if (!File.Exists(path))
        {
            Problem(folder, "there is no slip in it: its export was not finished; the records that are whole are taken");
            return null;
        }
        try
        {
            var file = StickFile.Read(path, Limits.CourierBytes);
            var (_, slip) = CourierSlips.Read(file);
            var (_, answer) = await hub.SendBytesAsync("v1/courier/slips", file, cancellationToken);
            foreach (var receipt in CourierReceiptFile.Read(answer)) receipts[IdOf(receipt)] = receipt;
            return slip;
        }
        catch (Exception e) when (e is MalformedException or IOException or UnauthorizedAccessException or HubRefusedException)
        {
            Problem(path, $"{Reason.Of(e)}; records beside it are believed by themselves");
            return null;
        }
    }

    private async Task RecordAsync(string path, CourierSlip? slip, Dictionary<Guid, SignedReceipt> receipts, CancellationToken cancellationToken)
    {
        var id = Guid.ParseExact(Path.GetFileName(path).AsSpan(13, 36), "D");
        if (receipts.ContainsKey(id)) return;
        progress.Tell($"{_taken} records taken");
        try
        {
            var file = StickFile.Read(path, RecordFrame.LargestFile);
            var (manifest, _) = RecordFrame.Read(file);
            if (manifest.RecordId != id) throw new MalformedException("it holds another record than its name says");
            var (status, answer) = await hub.SendBytesAsync("v1/courier/records", file, cancellationToken);
            receipts[id] = Decoder.Parse(SignedReceipt.Parser, answer, "receipt");
            if (status == StatusCodes.Status201Created) _taken++;
            else _here++;
            if (slip?.Records.FirstOrDefault(r => r.Sequence == manifest.Fields.Sequence && IdOf(r) == id) is { } named && !named.Digest.Span.SequenceEqual(manifest.Digest))
            {
                Problem(path, "it is a true record of its board, but not the one the slip names; the one named is missing");
            }
        }
        catch (Exception e) when (e is MalformedException or IOException or UnauthorizedAccessException or HubRefusedException)
        {
            _notTaken++;
            Problem(path, $"{Reason.Of(e)}; not taken, it stays on its board");
        }
    }

    private void NameMissing(string folder, CourierSlip slip, Dictionary<Guid, SignedReceipt> receipts, HashSet<string> files)
    {
        foreach (var named in slip.Records)
        {
            var name = CourierNames.Record(named.Sequence, IdOf(named));
            if (receipts.ContainsKey(IdOf(named)) || files.Contains(name)) continue;
            _notTaken++;
            Problem(Path.Combine(folder, name), "the slip names it and it is not there; it stays on its board");
        }
    }

    private async Task WriteAsync(string folder, byte[] receipts, int count)
    {
        var path = Path.Combine(folder, CourierNames.Receipts);
        try
        {
            await StickFile.WriteAsync(path, file => file.WriteAsync(receipts).AsTask());
            DurableFile.SyncFolderIfPossible(folder);
            _receipts += count;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem(path, $"the receipts cannot be written: {Reason.Of(e)}; the records are stored, import the stick again once it can be written");
        }
    }

    private void Problem(string file, string problem)
    {
        progress.Say($"{file}: {problem}");
        _problems.Add(new StickProblem(file, problem));
    }

    private static Guid IdOf(SignedReceipt receipt) => new(Decoder.Parse(StoredReceipt.Parser, receipt.Receipt.Span, "receipt").RecordId.Span, bigEndian: true);

    private static Guid IdOf(CourierRecord record) => new(record.RecordId.Span, bigEndian: true);
}

/// <summary>What an import took from a stick.</summary>
internal sealed record StickReport(int Taken, int HereAlready, int NotTaken, int Receipts, IReadOnlyList<StickProblem> Problems);
