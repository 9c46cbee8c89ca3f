using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Edge.Agent.Storage;

/// <summary>What an error of SQLite says of the disk.</summary>
internal static class SqliteFault
{
    /// <summary>There was no room; nothing else is wrong.</summary>
    public static bool IsFull(SqliteException e) => e.SqliteErrorCode == SQLITE_FULL;

    /// <summary>
    /// Another had the lock, or the process ran out of memory or descriptors, or a page could not be read: nothing was written and
    /// nothing is proved. A write or an fsync that failed is not among these: what is on the disk then is not known.
    /// </summary>
    public static bool IsPassing(SqliteException e) => e.SqliteErrorCode switch
    {
        SQLITE_BUSY or SQLITE_LOCKED or SQLITE_NOMEM or SQLITE_INTERRUPT or SQLITE_PROTOCOL or SQLITE_CANTOPEN => true,
        SQLITE_IOERR => e.SqliteExtendedErrorCode is SQLITE_IOERR_NOMEM or SQLITE_IOERR_READ or SQLITE_IOERR_LOCK or SQLITE_IOERR_RDLOCK
            or SQLITE_IOERR_CHECKRESERVEDLOCK or SQLITE_IOERR_FSTAT or SQLITE_IOERR_ACCESS or SQLITE_IOERR_SHMOPEN or SQLITE_IOERR_SHMMAP or SQLITE_IOERR_SHMLOCK,
        _ => false,
    };
}
