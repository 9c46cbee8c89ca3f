namespace Edge.Hosting.Linux;

/// <summary>Two of one program on one data folder would undo each other's work: whoever works on it holds this.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    // Who may open it may hold it, and so keep its owner waiting.
    private static readonly FileStreamOptions OwnersAlone = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a data folder, a file in it, or says that another process has it.</summary>
    /// <exception cref="IOException">Another one works on this folder, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user.</exception>
    public static FolderLock Take(string file, string program)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX): the kernel lets go when the process ends, however it ends.
            return new FolderLock(new FileStream(file, OwnersAlone));
        }
        catch (IOException e)
        {
            // .NET keeps the kernel's errno in HResult.
            throw new IOException(Why(Path.GetDirectoryName(file)!, program, e.HResult, Reason.Of(e)), e);
        }
    }

    internal static string Why(string folder, string program, int errno, string message) => errno switch
    {
        LibC.WouldBlock => $"Data folder {folder} is in use by another {program}; stop it first, or give this one its own --data.",
        LibC.ReadOnlyFileSystem => $"Data folder {folder} is read-only: the disk is mounted so, or the kernel made it so after an error on it (dmesg tells). Check the disk or replace it, then start again.",
        _ => $"Data folder {folder} cannot be locked: {message}{(errno > 0 ? $" (errno {errno})" : "")}.",
    };

    public void Dispose() => _file.Dispose();
}
