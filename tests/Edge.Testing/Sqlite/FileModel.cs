namespace Edge.Testing.Sqlite;

/// <summary>What a disk may hold of SQLite's files after a cut at the end of some steps.</summary>
/// <remarks>
/// A name that came or went is certain once the folder was fsynced; before, it is kept or dropped, each on its own. A write or truncation is
/// certain once the file was fsynced; before, it is kept, dropped, torn at half or left as zeros, and so is any other, in any order.
/// </remarks>
internal sealed class FileModel
{
    private readonly List<ModelFile> _files;

    /// <param name="start">What was there, certain, before the first step.</param>
    public FileModel(IEnumerable<KeyValuePair<string, byte[]>>? start = null) =>
        _files = [.. (start ?? []).Select(f => new ModelFile(f.Key, f.Value) { IsOpen = false })];

    /// <summary>What the kernel shows to a process that starts without any cut.</summary>
    public Dictionary<string, byte[]> Now() =>
        _files.Where(f => !f.Removed).ToDictionary(f => f.Path, f => f.Bytes((_, _, _) => Fate.Kept), StringComparer.Ordinal);

    public void Apply(FileStep step)
    {
        switch (step)
        {
            case FileStep.Made s: _files.Add(new ModelFile(s.Path, s.Bytes)); break;
            case FileStep.Removed s:
                Live(s.Path).Removed = true;
                if (s.Folder) SyncFolder();
                break;
            case FileStep.Synced s:
                Live(s.Path).Sync();
                if (s.Folder) SyncFolder();
                break;
            case FileStep.FolderSynced s: SyncFolder(s.Path + '/'); break;
            default: Live(step.Path).Pending.Add(step); break;
        }
    }

    /// <summary>Every disk that is tried, the kernel's own view first.</summary>
    public IEnumerable<(Dictionary<string, byte[]> Image, string Story)> States(Random dice, int drawn)
    {
        var open = _files.Where(f => !f.Gone).ToList();
        var names = open.Where(f => f.IsOpen).TakeLast(3).ToList();
        foreach (var (fate, story) in FileFates.All(open, dice, drawn))
        {
            for (var choice = (1 << names.Count) - 1; choice >= 0; choice--)
            {
                var image = new Dictionary<string, byte[]>(StringComparer.Ordinal);
                foreach (var file in open)
                {
                    var changed = names.IndexOf(file) is var at && (at < 0 || (choice & (1 << at)) != 0);
                    // Changed: as the kernel shows it; else as it was before the newest change of its name.
                    var there = changed ? !file.Removed : file.Removed;
                    if (there) image[file.Path] = file.Bytes(fate);
                }
                yield return (image, choice == (1 << names.Count) - 1 ? story : $"{story}; names kept: {Convert.ToString(choice, 2)} of {string.Join(", ", names)}");
            }
        }
    }

    private ModelFile Live(string path) => _files.FindLast(f => f.Path == path && !f.Removed) ?? throw new InvalidOperationException($"{path} is not there");

    private void SyncFolder(string folder = "")
    {
        foreach (var file in _files.Where(f => f.Path.StartsWith(folder, StringComparison.Ordinal))) file.IsOpen = false;
        _files.RemoveAll(f => f.Gone);
    }
}
