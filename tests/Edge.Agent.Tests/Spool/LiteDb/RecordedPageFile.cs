using Edge.Agent.Spool.LiteDb;
using Edge.Testing.Sqlite;

namespace Edge.Agent.Tests.Spool.LiteDb;

/// <summary>One of LiteDB's files, with everything done to it written down.</summary>
internal sealed class RecordedPageFile : IPageFile
{
    private readonly LinuxPageFile _file;
    private readonly string _name;
    private readonly List<FileStep> _steps;

    public RecordedPageFile(string root, string path, List<FileStep> steps)
    {
        (_name, _steps) = (Path.GetRelativePath(root, path), steps);
        if (!File.Exists(path)) steps.Add(new FileStep.Made(_name));
        _file = new LinuxPageFile(path);
    }

    public long Length => _file.Length;

    public int Read(long offset, Span<byte> output) => _file.Read(offset, output);

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        _file.Write(offset, bytes);
        _steps.Add(new FileStep.Written(_name, offset, bytes.ToArray()));
    }

    public void SetLength(long length)
    {
        if (length == Length) return;
        _file.SetLength(length);
        _steps.Add(new FileStep.Truncated(_name, length));
    }

    public void Sync() => _steps.Add(new FileStep.Synced(_name, Folder: false));

    public void Dispose() => _file.Dispose();
}
