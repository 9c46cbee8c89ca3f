using Edge.Agent.Storage;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool;

/// <summary>Room held back by a file of nothing, given up so that a release can finish on a full disk.</summary>
internal sealed partial class Ballast(DataFolder data, SpoolOptions options, IDisk disk, IFreeSpace space, ILogger logger)
{
    public bool InPlace => options.BallastBytes == 0 || Size == options.BallastBytes;

    /// <summary>Whether so many bytes can be written without the ballast's room, be it still in its file or left free for it.</summary>
    public bool Spares(long bytes) => space.Available(data.Root) - bytes >= (InPlace ? 0 : options.BallastBytes);

    private long Size => File.Exists(data.Ballast) ? new FileInfo(data.Ballast).Length : 0;

    /// <summary>Makes the file where it is missing and leaves the reserve free beside it.</summary>
    public void Restore()
    {
        if (InPlace && Size == options.BallastBytes) return;
        try
        {
            disk.Delete(data.Ballast);
            if (options.BallastBytes == 0 || space.Available(data.Root) - options.BallastBytes < options.ReserveBytes) return;
            disk.CreateFile(data.Ballast, options.BallastBytes).Dispose();
            disk.SyncFolder(data.Root);
        }
        catch (DiskException e)
        {
            LogNotMade(data.Ballast, options.BallastBytes, e.Message);
        }
    }

    /// <summary>Frees the room; false where there was none to free.</summary>
    public bool GiveUp()
    {
        if (Size == 0) return false;
        disk.Delete(data.Ballast);
        LogGivenUp(data.Ballast, options.BallastBytes);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The ballast {Path} of {Bytes} bytes could not be made: {Reason}")]
    private partial void LogNotMade(string path, long bytes, string reason);

    [LoggerMessage(LogLevel.Warning, "The disk is full; gave up the ballast {Path} of {Bytes} bytes to finish releasing records")]
    private partial void LogGivenUp(string path, long bytes);
}
