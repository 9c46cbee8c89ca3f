using Edge.Agent.Kiosk.Store;
using Edge.Agent.Storage;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>The newest finds, in the board's database: one is durable before it is shown, and the oldest goes for it.</summary>
internal sealed partial class FindStore
{
    /// <summary>So many are kept: a team that looks every quarter of an hour fills them in six working days.</summary>
    public const int Most = 200;

    private readonly StateDatabase _state;
    private volatile IReadOnlyList<SignalFind> _newest;

    public FindStore(StateDatabase state, ILogger<FindStore> logger)
    {
        _state = state;
        state.With(c => c.Run("CREATE TABLE IF NOT EXISTS link_finds (number INTEGER PRIMARY KEY, place TEXT NOT NULL, at TEXT, bars INTEGER NOT NULL, dbm INTEGER, technology TEXT)"));
        (_newest, var damaged) = state.With(Load);
        if (damaged > 0) LogDamaged(logger, damaged);
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<SignalFind> Newest => _newest;

    /// <summary>Keeps a find; durable on return.</summary>
    /// <exception cref="SqliteException">It is not kept, or nobody knows.</exception>
    public void Add(SignalFind find) => _state.With(c =>
    {
        using var transaction = c.BeginTransaction();
        c.Run("INSERT INTO link_finds (place, at, bars, dbm, technology) VALUES ($1, $2, $3, $4, $5)", find.Place, TicketRow.Text(find.At), find.Bars, find.Dbm, find.Technology);
        c.Run("DELETE FROM link_finds WHERE number <= (SELECT MAX(number) FROM link_finds) - $1", Most);
        transaction.Commit();
        _newest = [find, .. _newest.Take(Most - 1)];
        return 0;
    });

    private static (List<SignalFind> Finds, int Damaged) Load(SqliteConnection c)
    {
        var (finds, damaged) = (new List<SignalFind>(), 0);
        using var command = c.Prepare("SELECT place, at, bars, dbm, technology FROM link_finds ORDER BY number DESC LIMIT $1", Most);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (Read(row) is { } find) finds.Add(find);
            else damaged++;
        }
        return (finds, damaged);
    }

    // One that is damaged costs itself alone; it goes with the oldest.
    private static SignalFind? Read(SqliteDataReader row)
    {
        try
        {
            var find = new SignalFind(row.GetString(0), TicketRow.Time(row, 1), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.IsDBNull(4) ? null : row.GetString(4));
            return PlaceName.Read(find.Place) == find.Place && find.Bars is >= 0 and <= 4 ? find : null;
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Damaged} of the places with signal that were noted cannot be read and are left out")]
    private static partial void LogDamaged(ILogger logger, int damaged);
}
