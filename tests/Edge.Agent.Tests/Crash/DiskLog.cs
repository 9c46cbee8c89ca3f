namespace Edge.Agent.Tests.Crash;

/// <summary>What happened to a disk since it was in a known state.</summary>
internal sealed class DiskLog
{
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private int _lastFile;

    public DiskLog(DiskImage start)
    {
        Start = start;
        foreach (var (path, bytes) in start.Entries) _names[path] = bytes is null ? DiskModel.Folder : ++_lastFile;
        FirstFiles = new Dictionary<string, int>(_names, StringComparer.Ordinal);
    }

    public DiskImage Start { get; }

    /// <summary>The files of <see cref="Start"/>.</summary>
    public IReadOnlyDictionary<string, int> FirstFiles { get; }

    public List<DiskStep> Steps { get; } = [];

    public int Count => Steps.Count;

    public int NewFile(string path) => _names[path] = ++_lastFile;

    public void NewFolder(string path) => _names[path] = DiskModel.Folder;

    public int? Find(string path) => _names.TryGetValue(path, out var file) ? file : null;

    public int Move(string from, string to)
    {
        _names.Remove(from, out var file);
        return _names[to] = file;
    }

    public int Forget(string path) => _names.Remove(path, out var file) ? file : throw new InvalidOperationException(path);
}
