using Edge.Agent.Storage;

namespace Edge.Agent.Tests.Crash;

/// <summary>A real folder in which every operation is done at once, and written down with its content.</summary>
internal sealed class RecordingDisk(DiskLog log) : IDisk, IFreeSpace
{
    private readonly LinuxDisk _disk = new();
    private LedgerImage _ledger = log.Start.Ledger;

    public DiskLog Log => log;

    public string Root { get; set; } = "";

    /// <summary>Given operation and relative path, the errno to fail with, or null.</summary>
    public Func<string, string, int?> Fault { get; set; } = (_, _) => null;

    /// <summary>True for an operation that is to count as left out: done on the folder, unknown to the model.</summary>
    public Func<string, string, bool> LeaveOut { get; set; } = (_, _) => false;

    /// <summary>The operation before which the process dies, counted from 0.</summary>
    public int? KillBefore { get; set; }

    /// <summary>What was tried, in order.</summary>
    public List<string> Operations { get; } = [];

    public int Faults { get; private set; }

    public void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        Do("mkdir", path, () => _disk.CreateFolder(path), p =>
        {
            log.NewFolder(p);
            return new DiskStep.FolderMade(p);
        });
    }

    public IDiskFile CreateFile(string path, long size)
    {
        IDiskFile? file = null;
        var number = 0;
        Do("create", path, () => file = _disk.CreateFile(path, size), p => new DiskStep.FileMade(p, number = log.NewFile(p), (int)size));
        return new RecordingFile(this, file!, path, number);
    }

    public void Rename(string from, string to) =>
        Do("rename", to, () => _disk.Rename(from, to), p => new DiskStep.Renamed(Relative(from), p, log.Move(Relative(from), p)));

    public void Delete(string path)
    {
        if (log.Find(Relative(path)) is null) return;
        Do("delete", path, () => _disk.Delete(path), p => new DiskStep.Removed(p, log.Forget(p)));
    }

    public void SyncFolder(string path) => Do("fsync-folder", path, () => _disk.SyncFolder(path), p => new DiskStep.FolderSynced(p));

    public long Available(string folder) => 1L << 40;

    /// <summary>SQLite writes by itself; whatever changed since the last look becomes one commit in the log.</summary>
    public void NoteLedger()
    {
        var found = LedgerImage.Read(Path.Combine(Root, "state.db"));
        if (found.Same(_ledger)) return;
        _ledger = found;
        log.Steps.Add(new DiskStep.LedgerWritten(found));
        if (!LeaveOut("commit", "state.db")) log.Steps.Add(new DiskStep.LedgerSynced());
    }

    public string Relative(string path) => path.Length == Root.Length ? "" : path[(Root.Length + 1)..];

    private int? Failing(string operation, string relative)
    {
        var errno = Fault(operation, relative);
        if (errno is not null) Faults++;
        return errno;
    }

    private void Do(string operation, string path, Action action, Func<string, DiskStep> step)
    {
        NoteLedger();
        var relative = Relative(path);
        Operations.Add($"{operation} {relative}");
        if (Operations.Count - 1 == KillBefore) throw new KilledException();
        if (Failing(operation, relative) is { } errno) throw new DiskException(operation, path, errno);
        action();
        var done = step(relative);
        if (!LeaveOut(operation, relative)) log.Steps.Add(done);
    }

    private sealed class RecordingFile(RecordingDisk disk, IDiskFile file, string path, int number) : IDiskFile
    {
        public void Write(ReadOnlySpan<byte> bytes)
        {
            var all = bytes.ToArray();
            if (disk.Failing("write", disk.Relative(path)) is { } errno)
            {
                var part = all[..(all.Length / 2)]; // a short write, then the error
                disk.Do("short-write", path, () => file.Write(part), _ => new DiskStep.Written(number, part));
                throw new DiskException("write", path, errno);
            }
            disk.Do("whole-write", path, () => file.Write(all), _ => new DiskStep.Written(number, all));
        }

        public void Sync() => disk.Do("fsync", path, file.Sync, _ => new DiskStep.FileSynced(number));

        public void Dispose() => file.Dispose();
    }
}
