using Edge.Agent.Storage;
using Edge.Contracts.Areas;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Enrolment.Worklists;

/// <summary>Who of the list was enrolled here and for what, by the number of the entry: it says nothing to whoever cannot open the list.</summary>
internal sealed class WorklistTicks
{
    private readonly StateDatabase _state;

    public WorklistTicks(StateDatabase state)
    {
        _state = state;
        state.With(c => c.Run("CREATE TABLE IF NOT EXISTS worklist_ticks (entry INTEGER PRIMARY KEY, marks INTEGER NOT NULL)"));
    }

    public Dictionary<uint, WorklistMarks> Read() => _state.With(c =>
    {
        var ticks = new Dictionary<uint, WorklistMarks>();
        using var command = c.Prepare("SELECT entry, marks FROM worklist_ticks");
        using var row = command.ExecuteReader();
        while (row.Read()) ticks[(uint)row.GetInt64(0)] = (WorklistMarks)row.GetInt32(1);
        return ticks;
    });

    /// <summary>Durable on return; safe to repeat.</summary>
    public void Add(uint entry, WorklistMarks marks) => _state.With(c =>
        c.Run("INSERT INTO worklist_ticks VALUES ($1, $2) ON CONFLICT (entry) DO UPDATE SET marks = marks | $2", (long)entry, (int)marks));

    /// <summary>Entries that are in no list any more are forgotten.</summary>
    public void Keep(IReadOnlyCollection<uint> entries, IEnumerable<uint> ticked) => _state.With(c =>
    {
        using var transaction = c.BeginTransaction();
        foreach (var gone in ticked.Where(t => !entries.Contains(t)).ToList()) Forget(c, gone);
        transaction.Commit();
        return 0;
    });

    private static void Forget(SqliteConnection c, uint entry) => c.Run("DELETE FROM worklist_ticks WHERE entry = $1", (long)entry);
}
