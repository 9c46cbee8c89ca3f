using Edge.Hosting.Configuration;

namespace Edge.Hub;

/// <summary>The data folder, held by this process alone for as long as this object lives.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // A Unix socket's path has to fit sockaddr_un with its closing zero.
    private const int SocketPathLimit = 107;

    private readonly FileStream _lock;

    private DataFolder(HubPaths paths, FileStream held) => (Paths, _lock) = (paths, held);

    public HubPaths Paths { get; }

    /// <exception cref="ConfigurationException">The folder cannot be used.</exception>
    /// <exception cref="HubException">Another hub holds it.</exception>
    public static DataFolder Open(string path)
    {
        var paths = new HubPaths(Path.GetFullPath(path));
        Check(paths);
        try
        {
            foreach (var folder in new[] { paths.Data, paths.Keys, paths.Trust, paths.Broker }) Directory.CreateDirectory(folder, Private);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--data {paths.Data} cannot be created or written: {e.Message}", e);
        }
        return new DataFolder(paths, Hold(paths));
    }

    /// <summary>What can be said of a data folder without touching it.</summary>
    public static void Check(HubPaths paths)
    {
        var length = System.Text.Encoding.UTF8.GetByteCount(paths.Socket);
        if (length > SocketPathLimit)
        {
            throw new ConfigurationException($"--data {paths.Data} is too long: its hub.sock has {length} bytes and a socket's path at most {SocketPathLimit}");
        }
    }

    private static FileStream Hold(HubPaths paths)
    {
        try
        {
            return new FileStream(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ConfigurationException($"--data {paths.Data} belongs to another user: {e.Message}", e);
        }
        catch (IOException e)
        {
            // .NET keeps the kernel's errno in HResult.
            throw new HubException(e.HResult switch
            {
                Libc.WouldBlock => $"{paths.Data} is in use by another edge-hub; stop it first, or give this one its own --data",
                Libc.ReadOnlyFileSystem => $"--data {paths.Data} is read-only: the disk is mounted so, or the kernel made it so after an error on it (dmesg tells); check the disk or replace it, then start again",
                _ => $"--data {paths.Data} cannot be locked: {e.Message} (errno {e.HResult})",
            }, e);
        }
    }

    public void Dispose() => _lock.Dispose();
}
