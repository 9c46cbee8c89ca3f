using Edge.Testing.Sqlite;

namespace Edge.Agent.Tests.Crash;

/// <summary>What a disk may hold after a cut at the end of some steps.</summary>
/// <remarks>
/// A change of a folder is certain once that folder was fsynced, and open before: kept or dropped, each on its own. A rename is two
/// changes; nothing but an fsync of the old folder alone takes the old name away while the new one is still open.
/// A file's bytes are certain once it was fsynced; before, they are kept, dropped or torn.
/// </remarks>
internal sealed class DiskModel
{
    public const int Folder = 0;

    private readonly List<Change> _changes = [];
    private readonly Dictionary<int, Content> _files = [];
    private readonly FileModel _ledger;

    public DiskModel(DiskLog log, int steps)
    {
        _ledger = new FileModel(log.Start.Ledger.Files);
        foreach (var (path, file) in log.FirstFiles)
        {
            _changes.Add(new Change(file, path, null) { Added = true });
            if (file != Folder) _files[file] = new Content { Now = log.Start.Entries[path]!, Synced = log.Start.Entries[path]! };
        }
        foreach (var step in log.Steps.Take(steps)) Apply(step);
    }

    /// <summary>Every change of a folder, in order.</summary>
    public IReadOnlyList<Change> Changes => _changes;

    public IReadOnlyDictionary<int, Content> Files => _files;

    /// <summary>The ledger's files, as SQLite writes them.</summary>
    public FileModel Ledger => _ledger;

    /// <summary>What the kernel shows to a process that starts without any cut.</summary>
    public DiskImage Now() => Image([.. _changes.Select(c => c.Options[^1])], f => _files[f].Now, LedgerImage.Of(_ledger.Now()));

    /// <summary>The disk for one choice of every open change.</summary>
    public DiskImage Image(IReadOnlyList<(bool Add, bool Remove)> choices, Func<int, byte[]> bytes, LedgerImage ledger)
    {
        var entries = new SortedDictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var (path, file) in Names(choices)) entries[path] = file == Folder ? null : bytes(file);
        return new DiskImage(entries, ledger);
    }

    /// <summary>Which names there are for one choice of every open change, without those in a folder that is not there.</summary>
    public Dictionary<string, int> Names(IReadOnlyList<(bool Add, bool Remove)> choices)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _changes.Count; i++)
        {
            var change = _changes[i];
            if (choices[i].Add) names[change.Add!] = change.File;
            if (choices[i].Remove && names.TryGetValue(change.Remove!, out var file) && file == change.File) names.Remove(change.Remove!);
        }
        foreach (var path in names.Keys.OrderBy(p => p.Length).ToList())
        {
            var parent = ParentOf(path);
            if (parent.Length > 0 && !names.ContainsKey(parent)) names.Remove(path);
        }
        return names;
    }

    private void Apply(DiskStep step)
    {
        switch (step)
        {
            case DiskStep.FolderMade s: _changes.Add(new Change(Folder, s.Path, null)); break;
            case DiskStep.FileMade s:
                _changes.Add(new Change(s.File, s.Path, null));
                _files[s.File] = new Content { Now = new byte[s.Size], Synced = null };
                break;
            case DiskStep.Renamed s: _changes.Add(new Change(s.File, s.To, s.From)); break;
            case DiskStep.Removed s: _changes.Add(new Change(s.File, null, s.Path)); break;
            case DiskStep.FolderSynced s: SyncFolder(s.Path); break;
            case DiskStep.Written s: _files[s.File].Append(s.Bytes); break;
            case DiskStep.FileSynced s: _files[s.File].Synced = _files[s.File].Now; break;
            case DiskStep.Rotted s: _files[s.File] = new Content { Now = s.Content, Synced = s.Content }; break;
            case DiskStep.Ledger s: _ledger.Apply(s.Step); break;
            default: throw new InvalidOperationException($"{step}");
        }
    }

    private void SyncFolder(string folder)
    {
        foreach (var change in _changes)
        {
            change.Added |= change.Add is not null && ParentOf(change.Add) == folder;
            change.Removed |= change.Remove is not null && ParentOf(change.Remove) == folder;
        }
    }

    private static string ParentOf(string path) => path.LastIndexOf('/') is var at && at < 0 ? "" : path[..at];

    /// <summary>A name that came, went, or both.</summary>
    internal sealed class Change(int file, string? add, string? remove)
    {
        private static readonly (bool, bool) Neither = (false, false);
        private static readonly (bool, bool) OnlyAdd = (true, false);
        private static readonly (bool, bool) OnlyRemove = (false, true);
        private static readonly (bool, bool) Both = (true, true);

        public int File => file;

        public string? Add => add;

        public string? Remove => remove;

        public bool Added { get; set; }

        public bool Removed { get; set; }

        /// <summary>What may be left of it, the least first.</summary>
        public IReadOnlyList<(bool Add, bool Remove)> Options => (add, remove, Added, Removed) switch
        {
            (not null, null, true, _) => [OnlyAdd],
            (not null, null, false, _) => [Neither, OnlyAdd],
            (null, not null, _, true) => [OnlyRemove],
            (null, not null, _, false) => [Neither, OnlyRemove],
            (_, _, false, false) => [Neither, OnlyAdd, Both],
            (_, _, true, false) => [OnlyAdd, Both],
            (_, _, false, true) => [OnlyRemove, Both],
            _ => [Both],
        };

        public override string ToString() => (add, remove) switch
        {
            (not null, not null) => $"rename {remove} to {add}",
            (not null, null) => $"new {add}",
            _ => $"removal of {remove}",
        };
    }

    /// <summary>A file's bytes as written, and as certain (null: nothing of it is).</summary>
    internal sealed class Content
    {
        private int _end;

        public required byte[] Now { get; set; }

        public required byte[]? Synced { get; set; }

        public bool IsOpen => !ReferenceEquals(Now, Synced);

        public void Append(byte[] bytes)
        {
            var grown = new byte[Math.Max(Now.Length, _end + bytes.Length)];
            Now.CopyTo(grown, 0);
            bytes.CopyTo(grown, _end);
            (Now, _end) = (grown, _end + bytes.Length);
        }
    }
}
