using Microsoft.Data.Sqlite;

namespace Edge.Agent.Storage;

/// <summary>The board's small database, where every commit is durable. One connection, one user at a time.</summary>
internal sealed partial class StateDatabase : IDisposable
{
    // Whoever waits for another's lock makes the kiosk wait: a wish is better refused and made again.
    private const int BusySeconds = 5;

    /// <summary>Its form, in <c>user_version</c>; 0 stands there since before forms were numbered, and is the first.</summary>
    public const uint Format = 1;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    private StateDatabase(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens it; one that is damaged is set aside under another name and a new one begun.</summary>
    public static StateDatabase Open(string path, TimeProvider time, ILogger logger)
    {
        try
        {
            return new StateDatabase(Connect(path));
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            var aside = $"{path}.damaged-{time.GetUtcNow().ToUnixTimeMilliseconds()}";
            foreach (var tail in (string[])["", "-wal", "-shm"])
            {
                if (File.Exists(path + tail)) File.Move(path + tail, aside + tail, overwrite: true);
            }
            LogSetAside(logger, path, aside, e.Message);
            return new StateDatabase(Connect(path));
        }
    }

    /// <summary>Does something with the connection while nobody else does.</summary>
    public T With<T>(Func<SqliteConnection, T> use)
    {
        lock (_gate) return use(_connection);
    }

    public void Dispose() => _connection.Dispose();

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = BusySeconds }.ToString());
        try
        {
            connection.Open();
            // A short write-ahead log (100 pages, 400 KiB): on a full disk the ballast has to hold it.
            connection.Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=100; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-1024;");
            Check(connection);
            RequireFormat(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Nothing of it is wrong: a later version wrote it, and is what it wants.
    private static void RequireFormat(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        if (command.ExecuteScalar() is long format and > Format) throw new IOException($"{path} is of format {format} and this version reads up to {Format}: a later version of edge-agent wrote it. Nothing was changed; install that version again");
    }

    // A page that could not be read is told in the same way as one that is wrong. It is no damage: the next start may read it.
    private static void Check(SqliteConnection connection)
    {
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        var found = check.ExecuteScalar() as string ?? "nothing";
        if (found == "ok") return;
        var unread = UnreadPage().Match(found);
        throw unread.Success && int.Parse(unread.ValueSpan, System.Globalization.CultureInfo.InvariantCulture) % 256 is var code and not SQLitePCL.raw.SQLITE_CORRUPT
            ? new SqliteException($"quick_check could not read it: {found}", code)
            : new SqliteException($"quick_check found damage: {found}", SQLitePCL.raw.SQLITE_CORRUPT);
    }

    [System.Text.RegularExpressions.GeneratedRegex("(?<=error code=)[0-9]{1,6}")]
    private static partial System.Text.RegularExpressions.Regex UnreadPage();

    [LoggerMessage(LogLevel.Error, "Database {Path} is damaged ({Reason}) and was set aside as {Aside}; what the files tell is rebuilt")]
    private static partial void LogSetAside(ILogger logger, string path, string aside, string reason);
}
