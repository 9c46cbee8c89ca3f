using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;
using Edge.Testing.Faults;

namespace Edge.Agent.Tests.Faults;

/// <summary>A board's store in a folder, on the real disk, doing all it does with a record while one open or read fails; and afterwards, what of its promises it kept.</summary>
internal sealed class BoardUnderFaults : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Func<SpoolSetup, IRecordStore> _store;
    private readonly LogList _log = new();
    private readonly List<string> _wrong = [];
    private readonly Dictionary<Guid, RecordManifest> _accepted = [];
    private readonly HashSet<Guid> _released = [];
    private readonly HashSet<Guid> _safe = [];

    public BoardUnderFaults(Func<SpoolSetup, IRecordStore> store)
    {
        _store = store;
        var (spool, database) = Open();
        using var closedLast = database;
        using var closedFirst = spool;
        for (ulong number = 1; number <= 6; number++) Commit(spool, number, 70_000);
        foreach (var number in (ulong[])[1, 2, 3]) Release(spool, number);
        LetGo(spool, 1);
        // As an earlier version left it: condemned by a read error, and whole.
        var entry = spool.Queued.Single(e => e.Sequence == 4);
        var bytes = Bytes(spool, entry);
        spool.Release(entry, TestRecords.ReceiptFor(_accepted[entry.RecordId]));
        File.Delete(Path.Combine(_folder.Data.Kept, RecordFileName.Of(entry)));
        using var state = StateDatabase.Open(_folder.Data.StateDatabase, TimeProvider.System, _log);
        using var copy = StateDatabase.Open(_folder.Data.ReleasedDatabase, TimeProvider.System, _log);
        state.With(c => c.Run("DELETE FROM releases WHERE sequence = 4"));
        copy.With(c => c.Run("DELETE FROM released WHERE sequence = 4"));
        using var file = File.Create(Path.Combine(_folder.Data.Quarantine, RecordFileName.Of(entry)));
        file.Write([.. RecordFrame.Header(_accepted[entry.RecordId]), .. bytes]);
    }

    /// <summary>Calls below the folder, by number, without a fault.</summary>
    public IReadOnlyList<string> Count()
    {
        FaultShim.Begin(_folder.Root, -1, 0, once: true);
        Live();
        var (calls, _) = FaultShim.End();
        return [.. Enumerable.Range(0, (int)calls).Select(i => FaultShim.Site(i))];
    }

    public (bool Hit, IReadOnlyList<string> Wrong) Run(long at, int errno, bool once)
    {
        FaultShim.Begin(_folder.Root, at, errno, once);
        try
        {
            // One that was not met yet waits for the end of the process.
            Live(passed: () => FaultShim.Failed > 0 && FaultShim.Pause());
        }
        finally
        {
            (_, var failed) = FaultShim.End();
            Hit = failed > 0;
        }
        Check();
        return (Hit, _wrong);
    }

    public bool Hit { get; private set; }

    public void Dispose() => _folder.Dispose();

    private void Live(Func<bool>? passed = null)
    {
        (RecordSpool Spool, StateDatabase State)? opened = null;
        if (!Try("start", () => opened = Open())) return;
        using var state = opened!.Value.State;
        using var open = opened.Value.Spool;
        foreach (var entry in open.Queued) Try("read", () => Bytes(open, entry));
        Try("review", () => open.ReviewQuarantine());
        Try("accept", () => Commit(open, open.Tail.Sequence + 1, 70_000));
        Try("release", () => Release(open, 5));
        Try("kept", () => open.Kept.KeptRanges());
        Try("again", () => open.Kept.QueueAgain([Safe.Range(2, 2)]));
        foreach (var entry in open.Queued.Where(e => e.Sequence == 2).ToList()) Try("read again", () => Bytes(open, entry));
        Try("let go", () => LetGo(open, 3));
        foreach (var id in _accepted.Keys) Try("find", () => open.Find(id));
        Try("tend", open.Tend);
        if (passed is null || !passed()) return;
        // Without a restart, what is queued is read; a release that broke off is finished by it.
        foreach (var entry in open.Queued) if (!Try("read when it has passed", () => Bytes(open, entry)) && open.IsQueued(entry)) _wrong.Add($"record {entry.Sequence} is not readable although the fault has passed");
    }

    private void Check()
    {
        try
        {
            var (spool, database) = Open();
            using var closedLast = database;
            using var closedFirst = spool;
            spool.ReviewQuarantine();
            var queued = spool.Queued.ToDictionary(e => e.RecordId);
            foreach (var (id, manifest) in _accepted) Check(spool, queued.GetValueOrDefault(id), manifest);
            foreach (var left in Directory.GetFiles(_folder.Data.Quarantine)) _wrong.Add($"{Path.GetFileName(left)} is condemned, and it is whole");
            foreach (var aside in Directory.GetFiles(_folder.Root, "*.damaged-*")) _wrong.Add($"{Path.GetFileName(aside)} was set aside, and it was whole");
            var next = spool.Tail.Sequence + 1;
            if (_accepted.Values.Any(m => m.Fields.Sequence >= next)) _wrong.Add($"number {next} would be given twice");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _wrong.Add($"a start after the fault failed: {e}");
        }
    }

    private void Check(RecordSpool spool, SpoolEntry? queued, RecordManifest manifest)
    {
        var number = manifest.Fields.Sequence;
        if (spool.Find(manifest.RecordId) is null) _wrong.Add($"record {number} is not known any more: its id would be taken twice");
        if (_released.Contains(manifest.RecordId) && queued is not null) _wrong.Add($"record {number} has its receipt and is queued again");
        if (_safe.Contains(manifest.RecordId)) return;
        if (queued is not null)
        {
            using var record = spool.Open(queued);
            record.CheckDigest();
            return;
        }
        using var file = new FileBytes(File.OpenHandle(Path.Combine(_folder.Data.Kept, RecordFileName.Of(RecordFileName.Entry(manifest, 0)))));
        RecordFile.CheckDigest(file, manifest);
    }

    // What may go wrong while a fault lasts, as the ports say; anything else is a defect.
    private bool Try(string what, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (SpoolDamagedException e)
        {
            _wrong.Add($"{what}: a whole record is condemned: {e.Message}");
        }
        catch (Exception e) when (e is SpoolException || (what == "start" && e is IOException or UnauthorizedAccessException))
        {
            // Told, and tried again.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _wrong.Add($"{what}: {e}");
        }
        return false;
    }

    private (RecordSpool Spool, StateDatabase State) Open()
    {
        var disk = new LinuxDisk();
        var keys = SignerKeys.Remember(_folder.Data, TestKeys.Shared.Node.Public, disk);
        return TestSpool.Open(new SpoolSetup(_folder.Data, new SpoolOptions { AllowVolatile = true, ReserveBytes = 0, BallastBytes = 0 }, disk, disk, keys, TimeProvider.System, _log) { OpenStore = _store });
    }

    private void Commit(RecordSpool spool, ulong number, int size)
    {
        var (manifest, bytes) = TestRecords.Make(number, size);
        spool.Commit(manifest, bytes);
        _accepted[manifest.RecordId] = manifest;
    }

    private void Release(RecordSpool spool, ulong number)
    {
        if (spool.Queued.SingleOrDefault(e => e.Sequence == number) is not { } entry) return;
        spool.Release(entry, TestRecords.ReceiptFor(_accepted[entry.RecordId]));
        _released.Add(entry.RecordId);
    }

    private void LetGo(RecordSpool spool, ulong number)
    {
        // Told to the board: from now on it may delete.
        _safe.UnionWith(_accepted.Values.Where(m => m.Fields.Sequence == number).Select(m => m.RecordId));
        spool.Kept.LetGo([Safe.Receipt(number, number)]);
    }

    private static byte[] Bytes(RecordSpool spool, SpoolEntry entry)
    {
        using var record = spool.Open(entry);
        record.CheckDigest();
        var bytes = new byte[record.Manifest.Fields.SealedSize];
        record.Read(0, bytes);
        return bytes;
    }
}
