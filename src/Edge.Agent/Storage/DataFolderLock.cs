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
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException) && File.Exists(data.LockFile))
        {
            throw new IOException($"Data folder {data.Root} is in use by another edge-agent; stop it first, or give this one its own --data.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
