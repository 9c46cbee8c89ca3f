using Edge.Hosting.Linux;
using Edge.Testing.Sqlite;

namespace Edge.Agent.Tests.Crash;

/// <summary>A real folder in which every operation is done at once, and written down with its content.</summary>
internal sealed class RecordingDisk(DiskLog log) : IDisk, IFreeSpace
{
    private readonly LinuxDisk _disk = new();
    private LedgerWatch? _watch;

    public DiskLog Log => log;

    public string Root { get; private set; } = "";

    /// <summary>Given SQLite's operation and the file's name, the result code to fail with, or 0.</summary>
    public Func<SqliteOperation, string, int> LedgerFault { get; set; } = (_, _) => NativeVfs.Ok;

    /// <summary>Given operation and relative path, the errno to fail with, or null.</summary>
    public Func<string, string, int?> Fault { get; set; } = (_, _) => null;

    /// <summary>True for an operation that is to count as left out: done on the folder, unknown to the model.</summary>
    public Func<string, string, bool> LeaveOut { get; set; } = (_, _) => false;

    /// <summary>The operation before which the process dies, counted from 0.</summary>
    public int? KillBefore { get; set; }

    /// <summary>What was tried, in order.</summary>
    public List<string> Operations { get; } = [];

    public int Faults { get; private set; }

    /// <summary>How many of them were SQLite's.</summary>
    public int LedgerFaults { get; private set; }

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

    // No store of records does; what would be left of it after a cut is not in the model.
    public void Exchange(string one, string other) => throw new InvalidOperationException($"{one} and {other} change places: the model has no such step");

    public void Delete(string path)
    {
        if (log.Find(Relative(path)) is null) return;
        Do("delete", path, () => _disk.Delete(path), p => new DiskStep.Removed(p, log.Forget(p)));
    }

    public void SyncFolder(string path) => Do("fsync-folder", path, () => _disk.SyncFolder(path), p => new DiskStep.FolderSynced(p));

    public long Available(string folder) => 1L << 40;

    /// <summary>Looks at another folder from now on, null at none; what still happens in the one before is no longer written down.</summary>
    public void Look(string? root)
    {
        _watch?.Dispose();
        Root = root ?? Root;
        _watch = root is null ? null : new LedgerWatch(this, root);
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
        var relative = Relative(path);
        Operations.Add($"{operation} {relative}");
        if (Operations.Count - 1 == KillBefore) throw new KilledException();
        if (Failing(operation, relative) is { } errno) throw new DiskException(operation, path, errno);
        action();
        var done = step(relative);
        if (!LeaveOut(operation, relative)) log.Steps.Add(done);
    }

    /// <summary>SQLite writes by itself; its own layer under the files tells what.</summary>
    private sealed class LedgerWatch : ISqliteWatch, IDisposable
    {
        private readonly RecordingDisk _disk;
        private readonly IDisposable _tap;
        private bool _over;

        public LedgerWatch(RecordingDisk disk, string root) => (_disk, _tap) = (disk, SqliteTap.Watch(root, this));

        public int Judge(SqliteOperation operation, string path)
        {
            var code = _over ? NativeVfs.Ok : _disk.LedgerFault(operation, Path.GetFileName(path));
            if (code == NativeVfs.Ok) return code;
            _disk.Faults++;
            _disk.LedgerFaults++;
            return code;
        }

        public void Done(FileStep step)
        {
            if (_over || (step is FileStep.Synced && _disk.LeaveOut("commit", Path.GetFileName(step.Path)))) return;
            _disk.Log.Steps.Add(new DiskStep.Ledger(step with { Path = Path.GetFileName(step.Path) }));
        }

        public void Dispose()
        {
            _over = true;
            _tap.Dispose();
        }
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
