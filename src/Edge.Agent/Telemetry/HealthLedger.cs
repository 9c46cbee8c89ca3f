using System.Globalization;
using Edge.Agent.Storage;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Telemetry;

/// <summary>The little of health that outlives the agent: how often the board started, and the record number its day began with. Written once a boot and once a day.</summary>
internal sealed class HealthLedger
{
    // A clock that says less has lost its battery; a day by it is none.
    private static readonly DateTimeOffset Earliest = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly StateDatabase _state;

    public HealthLedger(StateDatabase state)
    {
        _state = state;
        state.With(c => c.Run("""
            CREATE TABLE IF NOT EXISTS boots (one INTEGER PRIMARY KEY CHECK (one = 1), boot_id BLOB NOT NULL, count INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS service_day (one INTEGER PRIMARY KEY CHECK (one = 1), day TEXT NOT NULL, before INTEGER NOT NULL);
            """));
    }

    /// <summary>Starts of the board that this agent has seen, this one included; null where they cannot be told apart or written down.</summary>
    public long? BootCount(Guid bootId) => bootId == Guid.Empty ? null : Guarded(c =>
    {
        c.Run("INSERT INTO boots VALUES (1, $1, 1) ON CONFLICT (one) DO UPDATE SET boot_id = $1, count = count + 1 WHERE boot_id <> $1", bootId.ToByteArray(bigEndian: true));
        return Number(c, "SELECT count FROM boots");
    });

    /// <summary>Records accepted on this calendar day, by the board's own clock; null where that stands in the past.</summary>
    /// <param name="local">Now.</param>
    /// <param name="newest">The highest record number given.</param>
    public long? AcceptedToday(DateTimeOffset local, ulong newest) => local < Earliest ? null : Guarded(c =>
    {
        c.Run("INSERT INTO service_day VALUES (1, $1, $2) ON CONFLICT (one) DO UPDATE SET day = $1, before = $2 WHERE day <> $1 OR before > $2",
            local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (long)newest);
        return (long)newest - Number(c, "SELECT before FROM service_day");
    });

    private long? Guarded(Func<SqliteConnection, long> use)
    {
        try
        {
            return _state.With(use);
        }
        catch (SqliteException)
        {
            return null; // a full disk has worse to tell, and the store tells it
        }
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql);
        return (long)command.ExecuteScalar()!;
    }
}
