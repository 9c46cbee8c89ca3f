using Edge.Agent.Storage;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;
using Microsoft.Win32.SafeHandles;

namespace Edge.Agent.Spool.Files;

/// <summary>One file a record in one folder: written in tmp/, fsynced, renamed, and the folder fsynced.</summary>
internal sealed class FileRecordStore(string folder, DataFolder data, IDisk disk) : IRecordStore
{
    // A refused record whose name may come back after a power cut: its number must not be given again before that is ruled out.
    private string? _refused;

    public string Place => folder;

    public RecordListing List() => RecordListing.Read(folder);

    public RecordListing ListAgain() => RecordListing.Empty; // a folder tells all or nothing

    public void Write(SpoolEntry entry, RecordManifest manifest, ReadOnlySpan<byte> sealedBytes) => Put(entry, RecordFrame.Header(manifest), sealedBytes);

    /// <summary>Makes a record's file of its bytes; durable on return.</summary>
    /// <exception cref="DiskException">It was not made, as <see cref="IRecordStore.Write"/> says.</exception>
    public void Put(SpoolEntry entry, ReadOnlySpan<byte> head, ReadOnlySpan<byte> rest)
    {
        var name = RecordFileName.Of(entry);
        var (temporary, final) = (Path.Combine(data.Tmp, name), PathOf(entry));
        try
        {
            ForgetRefused();
            using (var file = disk.CreateFile(temporary, (long)head.Length + rest.Length))
            {
                file.Write(head);
                if (!rest.IsEmpty) file.Write(rest);
                file.Sync();
            }
            disk.Rename(temporary, final);
            _refused = final;
            disk.SyncFolder(folder);
            _refused = null;
        }
        catch (DiskException)
        {
            Remove(temporary);
            if (_refused is not null) Remove(_refused);
            throw;
        }
    }

    public IRecordBytes Open(SpoolEntry entry) => new FileBytes(File.OpenHandle(PathOf(entry)));

    public void MoveTo(string target, IReadOnlyCollection<SpoolEntry> entries)
    {
        if (entries.Count == 0) return;
        foreach (var entry in entries) Move(PathOf(entry), Path.Combine(target, RecordFileName.Of(entry)));
        disk.SyncFolder(target);
        disk.SyncFolder(folder);
    }

    public bool MovesByCopying => false;

    public void Remove(IReadOnlyCollection<SpoolEntry> entries)
    {
        foreach (var entry in entries) disk.Delete(PathOf(entry));
        disk.SyncFolder(folder);
    }

    public void Dispose()
    {
    }

    private string PathOf(SpoolEntry entry) => Path.Combine(folder, RecordFileName.Of(entry));

    private void Move(string from, string to)
    {
        try
        {
            disk.Rename(from, to);
        }
        catch (DiskException e) when (e.IsMissing)
        {
            // Moved by an earlier try, or taken away by hand: either way it is not here any more.
        }
    }

    private void ForgetRefused()
    {
        if (_refused is null) return;
        disk.Delete(_refused);
        disk.SyncFolder(folder);
        _refused = null;
    }

    private void Remove(string path)
    {
        try
        {
            disk.Delete(path);
        }
        catch (DiskException)
        {
            // The next start empties tmp/; the next record waits until a refused name is gone.
        }
    }
}

/// <summary>A record in a file of its own.</summary>
internal sealed class FileBytes(SafeFileHandle file) : IRecordBytes
{
    public long Length => RandomAccess.GetLength(file);

    public int Read(long offset, Span<byte> output) => RandomAccess.Read(file, output, offset);

    public void Dispose() => file.Dispose();
}
