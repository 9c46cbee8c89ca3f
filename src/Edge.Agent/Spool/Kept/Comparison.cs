using Edge.Agent.Storage;

namespace Edge.Agent.Spool.Kept;

/// <summary>A mark in ledger and copy each: it has what the other had. One that was begun anew lacks it.</summary>
internal sealed class Comparison(StateDatabase database)
{
    public const string Table = "CREATE TABLE IF NOT EXISTS compared (one INTEGER PRIMARY KEY CHECK (one = 1));";

    public bool IsDone => database.With(c =>
    {
        using var command = c.Prepare("SELECT EXISTS (SELECT 1 FROM compared)");
        return command.ExecuteScalar() is 1L;
    });

    public void Done() => database.With(c => c.Run("INSERT OR IGNORE INTO compared VALUES (1)"));
}
