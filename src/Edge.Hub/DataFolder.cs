using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Hub;

/// <summary>The data folder, held by this process alone for as long as this object lives.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FolderLock _lock;

    private DataFolder(HubPaths paths, FolderLock held) => (Paths, _lock) = (paths, held);

    public HubPaths Paths { get; }

    /// <exception cref="ConfigurationException">The folder cannot be used.</exception>
    /// <exception cref="HubException">Another hub holds it.</exception>
    public static DataFolder Open(string path)
    {
        var paths = new HubPaths(Path.GetFullPath(path));
        SocketPath.Check(paths.Socket);
        try
        {
            foreach (var folder in new[] { paths.Data, paths.Keys, paths.PageKeys, paths.Trust, paths.Broker }) Directory.CreateDirectory(folder, Private);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--data {paths.Data} cannot be created or written: {Reason.Of(e)}", e);
        }
        return new DataFolder(paths, Hold(paths));
    }

    private static FolderLock Hold(HubPaths paths)
    {
        try
        {
            return FolderLock.Take(paths.Lock, "edge-hub");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ConfigurationException($"--data {paths.Data} belongs to another user: {Reason.Of(e)}", e);
        }
        catch (IOException e)
        {
            throw new HubException(e.Message, e);
        }
    }

    public void Dispose() => _lock.Dispose();
}
