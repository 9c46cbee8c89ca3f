using System.Security.Cryptography;
using Edge.Hosting.Linux;
using Edge.Hub.Archive;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Backup;

/// <summary>A backup: the archive's database as one file, with the hub's own keys in a table of their own. Neither root.key nor registry.key is ever in it.</summary>
internal static class BackupFile
{
    private const string KeysTable = "HubFiles";

    /// <summary>Which files of the data folder go along: without them a restored hub could sign nothing its boards believe.</summary>
    private static IEnumerable<string> Along(HubPaths paths) =>
        [paths.CaKey, .. Directory.GetFiles(paths.Keys, "receipt*.key"), .. Directory.Exists(paths.AreaKeys) ? Directory.GetFiles(paths.AreaKeys, "*.key") : [], .. Directory.GetFiles(paths.Trust, "*", SearchOption.AllDirectories)];

    /// <summary>Copies the archive, which may be in use, into a new file of mode 0600.</summary>
    public static void Write(HubPaths paths, string target)
    {
        using (File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None))
        {
            File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        using (var source = Open(paths.Database, SqliteOpenMode.ReadOnly))
        using (var copy = Open(target, SqliteOpenMode.ReadWrite))
        {
            source.BackupDatabase(copy);
            // One file, not three.
            Run(copy, "PRAGMA journal_mode=DELETE");
            Run(copy, $"CREATE TABLE {KeysTable} (Name TEXT PRIMARY KEY, Bytes BLOB NOT NULL)");
            foreach (var path in Along(paths)) Add(copy, Path.GetRelativePath(paths.Data, path), File.ReadAllBytes(path));
        }
        Sync(target);
    }

    /// <summary>The hub's own files of a backup, by their place in the data folder.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files(string path)
    {
        using var copy = Open(path, SqliteOpenMode.ReadOnly);
        using var command = copy.CreateCommand();
        command.CommandText = $"SELECT Name, Bytes FROM {KeysTable}";
        using var row = command.ExecuteReader();
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (row.Read()) files[row.GetString(0)] = row.GetFieldValue<byte[]>(1);
        return files;
    }

    /// <summary>Reads every page and every stored record back.</summary>
    /// <returns>How many records are stored in it, and the rows whose bytes do not match their manifest.</returns>
    /// <exception cref="HubException">The file itself is damaged, or is no backup.</exception>
    public static (long Records, List<long> Damaged) Check(string path, Action<string> talk, CancellationToken cancellationToken)
    {
        try
        {
            using (var copy = Open(path, SqliteOpenMode.ReadOnly))
            {
                using var command = copy.CreateCommand();
                command.CommandText = "PRAGMA integrity_check(1)";
                if (command.ExecuteScalar() is not "ok" and var found) throw new HubException($"{path} is damaged: {found}");
            }
            _ = Files(path);
            var (done, damaged) = (0L, new List<long>());
            using (var copy = Open(path, SqliteOpenMode.ReadOnly))
            {
                foreach (var (key, good) in StoredRows.Check(copy))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!good) damaged.Add(key);
                    if (++done % 50_000 == 0) talk($"read back {done} records");
                }
            }
            return (done - damaged.Count, damaged);
        }
        catch (SqliteException e)
        {
            throw new HubException($"{path} is no backup of a hub, or it is damaged: {Reason.Of(e)}", e);
        }
    }

    /// <summary>True where a file begins as a database does.</summary>
    public static bool IsDatabase(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[16];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("SQLite format 3\0"u8);
    }

    /// <summary>By what the hub knows the file again.</summary>
    public static async Task<byte[]> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return await SHA256.HashDataAsync(file, cancellationToken);
    }

    public static HubDb Db(string path)
    {
        var options = new DbContextOptionsBuilder<HubDb>();
        options.UseSqlite(ConnectionString(path, SqliteOpenMode.ReadOnly));
        return new HubDb(options.Options);
    }

    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(ConnectionString(path, mode));
        connection.Open();
        return connection;
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        // Constants of this folder's code only.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Makes a written file durable.</summary>
    public static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static void Add(SqliteConnection copy, string name, byte[] bytes)
    {
        using var command = copy.CreateCommand();
        command.CommandText = $"INSERT INTO {KeysTable} VALUES ($name, $bytes)";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$bytes", bytes);
        command.ExecuteNonQuery();
    }

    private static string ConnectionString(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString();
}
