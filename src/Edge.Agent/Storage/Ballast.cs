using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Edge.Agent.Storage;

/// <summary>Room held back by a file of nothing, given up so that a release can finish on a full disk.</summary>
/// <param name="bytes">The file's size; 0 for none.</param>
/// <param name="reserve">What stays free beside it.</param>
internal sealed partial class Ballast(DataFolder data, long bytes, long reserve, IDisk disk, IFreeSpace space, ILogger logger)
{
    public bool InPlace => bytes == 0 || Size == bytes;

    /// <summary>Whether so many bytes can be written without the ballast's room, be it still in its file or left free for it.</summary>
    public bool Spares(long needed) => space.Available(data.Root) - needed >= (InPlace ? 0 : bytes);

    private long Size => File.Exists(data.Ballast) ? new FileInfo(data.Ballast).Length : 0;

    /// <summary>Makes the file where it is missing and leaves the reserve free beside it.</summary>
    public void Restore()
    {
        if (InPlace && Size == bytes) return;
        try
        {
            disk.Delete(data.Ballast);
            if (bytes == 0 || space.Available(data.Root) - bytes < reserve) return;
            disk.CreateFile(data.Ballast, bytes).Dispose();
            disk.SyncFolder(data.Root);
        }
        catch (DiskException e)
        {
            LogNotMade(data.Ballast, bytes, e.Message);
        }
    }

    /// <summary>Frees the room; false where there was none to free.</summary>
    public bool GiveUp()
    {
        if (Size == 0) return false;
        disk.Delete(data.Ballast);
        LogGivenUp(data.Ballast, bytes);
        return true;
    }

    /// <summary>Opens a database. Even that takes a little room; on a full disk the ballast has it.</summary>
    public T Open<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLITE_FULL or SQLITE_IOERR or SQLITE_CANTOPEN && GiveUp())
        {
            return open();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The ballast {Path} of {Bytes} bytes could not be made: {Reason}")]
    private partial void LogNotMade(string path, long bytes, string reason);

    [LoggerMessage(LogLevel.Warning, "The disk is full; gave up the ballast {Path} of {Bytes} bytes to finish releasing records")]
    private partial void LogGivenUp(string path, long bytes);
}
