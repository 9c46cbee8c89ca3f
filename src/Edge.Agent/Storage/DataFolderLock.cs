using Edge.Hosting.Linux;

namespace Edge.Agent.Storage;

/// <summary>Two agents on one data folder would give a number twice: whoever works on it holds this.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or says that another process has it.</summary>
    /// <exception cref="IOException">Another agent works on this folder, or it cannot be written.</exception>
    public static DataFolderLock Take(DataFolder data)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX): the kernel lets go when the process ends, however it ends.
            return new DataFolderLock(new FileStream(data.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            // .NET keeps the kernel's errno in HResult.
            throw new IOException(Why(data, e.HResult, e.Message), e);
        }
    }

    internal static string Why(DataFolder data, int errno, string message) => errno switch
    {
        LibC.WouldBlock => $"Data folder {data.Root} is in use by another edge-agent; stop it first, or give this one its own --data.",
        LibC.ReadOnlyFileSystem => $"Data folder {data.Root} is read-only: the disk is mounted so, or the kernel made it so after an error on it (dmesg tells). Check the disk or replace it, then start again.",
        _ => $"Data folder {data.Root} cannot be locked: {message} (errno {errno}).",
    };

    public void Dispose() => _file.Dispose();
}
