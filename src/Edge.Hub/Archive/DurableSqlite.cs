using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Edge.Hub.Archive;

/// <summary>Every connection commits durably: a receipt promises that a record survives a power cut.</summary>
internal sealed class DurableSqlite : DbConnectionInterceptor
{
    // journal_mode is kept in the file, the others live as long as the connection. What does not fit into memory would go to a file in TMPDIR.
    internal const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
