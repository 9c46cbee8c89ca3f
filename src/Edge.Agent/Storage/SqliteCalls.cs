using Microsoft.Data.Sqlite;

namespace Edge.Agent.Storage;

/// <summary>One-line commands, with positional parameters $1, $2 and so on.</summary>
internal static class SqliteCalls
{
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Prepare(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>True where the table has the column.</summary>
    public static bool Has(this SqliteConnection connection, string table, string column)
    {
        using var command = connection.Prepare("SELECT EXISTS (SELECT 1 FROM pragma_table_info($1) WHERE name = $2)", table, column);
        return command.ExecuteScalar() is 1L;
    }

    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        // Every statement is a constant of the caller; values travel as parameters.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        return command;
    }
}
