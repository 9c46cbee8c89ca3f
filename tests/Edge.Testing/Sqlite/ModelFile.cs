namespace Edge.Testing.Sqlite;

/// <summary>One file: what of it is certain, and what was done to it since.</summary>
internal sealed class ModelFile(string path, byte[]? start = null)
{
    private bool _removed;

    public string Path => path;

    /// <summary>What is certain.</summary>
    public byte[] Certain { get; private set; } = start ?? [];

    public List<FileStep> Pending { get; } = [];

    /// <summary>Its name came or went since the folder was fsynced.</summary>
    public bool IsOpen { get; set; } = true;

    public bool Removed
    {
        get => _removed;
        set => (_removed, IsOpen) = (value, true);
    }

    public bool Gone => Removed && !IsOpen;

    public void Sync()
    {
        Certain = Bytes((_, _, _) => Fate.Kept);
        Pending.Clear();
    }

    public byte[] Bytes(Func<ModelFile, int, int, Fate> fate)
    {
        var bytes = Certain;
        for (var i = 0; i < Pending.Count; i++) bytes = After(bytes, Pending[i], fate(this, i, Pending.Count));
        return bytes;
    }

    public override string ToString() => Removed ? $"removal of {Path}" : $"new {Path}";

    private static byte[] After(byte[] bytes, FileStep step, Fate fate)
    {
        if (fate == Fate.Dropped) return bytes;
        if (step is FileStep.Truncated cut)
        {
            var sized = new byte[cut.Size];
            bytes.AsSpan(0, (int)Math.Min(cut.Size, bytes.Length)).CopyTo(sized);
            return sized;
        }
        var written = (FileStep.Written)step;
        var count = fate == Fate.Torn ? written.Bytes.Length / 2 : written.Bytes.Length;
        var now = new byte[Math.Max(bytes.Length, written.Offset + count)];
        bytes.CopyTo(now, 0);
        if (fate == Fate.Zeros) now.AsSpan((int)written.Offset, count).Clear();
        else written.Bytes.AsSpan(0, count).CopyTo(now.AsSpan((int)written.Offset));
        return now;
    }
}
