namespace Edge.Testing.Processes;

/// <summary>What a process says, in a file, and its last lines at hand.</summary>
internal sealed class LogFile(string path) : IDisposable
{
    private const int TailLines = 30;

    private readonly Lock _gate = new();
    private readonly StreamWriter _writer = new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    private readonly Queue<string> _tail = new(TailLines);
    private bool _closed;

    public string Path => path;

    public void Add(string? line)
    {
        if (line is null) return;
        lock (_gate)
        {
            if (_tail.Count == TailLines) _tail.Dequeue();
            _tail.Enqueue(line);
            if (!_closed) _writer.WriteLine(line);
        }
    }

    /// <summary>The last lines, oldest first.</summary>
    public string Tail
    {
        get { lock (_gate) return string.Join('\n', _tail); }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _writer.Dispose();
        }
    }
}
