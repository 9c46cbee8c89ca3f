using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;

namespace Edge.Hub.Archive;

/// <summary>Knows whether the archive is still where it was opened. SQLite goes on writing to a file that was removed or replaced, and what it commits there is lost with the process.</summary>
internal sealed class ArchivePlace(HubPaths paths)
{
    private (ulong Inode, ulong Device)? _opened;

    /// <summary>Called with the database open, after a commit and before anything is said of it.</summary>
    /// <exception cref="ArchiveGoneException">What was committed is not in the file that a restart would find.</exception>
    public void Check()
    {
        var file = FileFacts.Of(paths.Database) ?? throw Gone("was removed");
        var found = (file.Inode, file.Device);
        if ((_opened ??= found) != found) throw Gone("is another file than the one this hub opened");
        // What was committed last is in the log alone.
        if (FileFacts.Of(paths.Database + "-wal") is null) throw Gone("has lost its log (-wal)");
    }

    private ArchiveGoneException Gone(string what) =>
        new($"the archive {paths.Database} {what} while the hub runs; stop the hub, put the archive back (or restore a backup), and start it again");
}

/// <summary>The archive's file is no longer the one that was opened; nothing may be said of what is written to it. A failure of the store as others are: whoever copes with those copes with it.</summary>
internal sealed class ArchiveGoneException(string message) : SqliteException(message, ReadOnly, Moved)
{
    // SQLite's own words for it: SQLITE_READONLY and SQLITE_READONLY_DBMOVED.
    private const int ReadOnly = 8;
    private const int Moved = 1032;
}
