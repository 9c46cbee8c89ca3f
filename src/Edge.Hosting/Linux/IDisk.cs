namespace Edge.Hosting.Linux;

/// <summary>Every operation that changes what a disk holds, one by one, so that tests can record, cut and fail each of them.</summary>
/// <remarks>All throw <see cref="DiskException"/>. A failed sync must never be repeated: the kernel may have dropped what it could not write.</remarks>
internal interface IDisk
{
    /// <summary>Makes one folder with mode 0700; nothing happens where it exists.</summary>
    void CreateFolder(string path);

    /// <summary>Creates a file that must not exist, mode 0600, with <paramref name="size"/> bytes reserved on the disk.</summary>
    IDiskFile CreateFile(string path, long size);

    /// <summary>Renames, replacing what is there.</summary>
    void Rename(string from, string to);

    /// <summary>Gives each of two names what the other had, in one step.</summary>
    void Exchange(string one, string other);

    /// <summary>Removes a file; nothing happens where there is none.</summary>
    void Delete(string path);

    /// <summary>Makes created, renamed and removed entries of a folder durable.</summary>
    void SyncFolder(string path);
}

/// <summary>A new file being written from its start.</summary>
internal interface IDiskFile : IDisposable
{
    /// <summary>Writes all of it, or throws.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Makes what was written durable; not its name, see <see cref="IDisk.SyncFolder"/>.</summary>
    void Sync();
}

/// <summary>How much room a disk has.</summary>
internal interface IFreeSpace
{
    /// <summary>Bytes an ordinary user can still write in the file system of <paramref name="folder"/>.</summary>
    long Available(string folder);
}
