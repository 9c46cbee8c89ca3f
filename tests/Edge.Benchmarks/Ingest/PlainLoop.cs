using System.Security.Cryptography;
using Edge.Hub.Archive;
using Microsoft.Data.Sqlite;

namespace Edge.Benchmarks.Ingest;

/// <summary>What the disk and the database ask for at least: the same bytes into a database of the hub's kind, one commit a record, and nothing looked at.</summary>
internal static class PlainLoop
{
    public static TimeSpan Write(string file, int records, int bytes)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Run(connection, DurableSqlite.Pragmas);
        Run(connection, "CREATE TABLE Chunks (Key INTEGER PRIMARY KEY, RecordKey INTEGER NOT NULL, Offset INTEGER NOT NULL, Length INTEGER NOT NULL, Data BLOB NOT NULL); CREATE UNIQUE INDEX ByRecord ON Chunks (RecordKey, Offset);");
        var data = RandomNumberGenerator.GetBytes(bytes);
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < records; i++)
        {
            using var transaction = connection.BeginTransaction();
            using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO Chunks (RecordKey, Offset, Length, Data) VALUES ($record, 0, $length, $data)";
            insert.Parameters.AddWithValue("$record", i);
            insert.Parameters.AddWithValue("$length", bytes);
            insert.Parameters.AddWithValue("$data", data);
            insert.ExecuteNonQuery();
            transaction.Commit();
        }
        return TimeProvider.System.GetElapsedTime(start);
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
