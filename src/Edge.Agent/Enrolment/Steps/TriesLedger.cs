using Edge.Agent.Storage;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>How often a person's fingers were tried in vain, over the days, by a keyed digest of the number. It expires, and a good picture ends it.</summary>
internal sealed class TriesLedger
{
    private readonly StateDatabase _state;
    private readonly TimeSpan _keep;
    private readonly TimeProvider _time;

    public TriesLedger(StateDatabase state, TimeSpan keep, TimeProvider time)
    {
        (_state, _keep, _time) = (state, keep, time);
        state.With(c => c.Run("CREATE TABLE IF NOT EXISTS finger_tries (person TEXT NOT NULL, position INTEGER NOT NULL, tries INTEGER NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (person, position)) WITHOUT ROWID"));
    }

    /// <summary>By position; empty for one without a key.</summary>
    public IReadOnlyDictionary<int, int> Of(string? person)
    {
        var tries = new Dictionary<int, int>();
        Try(c => Read(c, person, tries), person);
        return tries;
    }

    /// <summary>One more; it is a help and no record, so a database that takes nothing now costs only the count.</summary>
    public void Add(string? person, int position) => Try(c => c.Run("INSERT INTO finger_tries VALUES ($1, $2, 1, $3) ON CONFLICT DO UPDATE SET tries = tries + 1, at_ms = $3", person, position, Now), person);

    /// <summary>The finger was taken well.</summary>
    public void Forget(string? person, int position) => Try(c => c.Run("DELETE FROM finger_tries WHERE person = $1 AND position = $2", person, position), person);

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private int Read(SqliteConnection c, string? person, Dictionary<int, int> tries)
    {
        c.Run("DELETE FROM finger_tries WHERE at_ms < $1", Now - (long)_keep.TotalMilliseconds);
        using var command = c.Prepare("SELECT position, tries FROM finger_tries WHERE person = $1", person);
        using var row = command.ExecuteReader();
        while (row.Read()) tries[row.GetInt32(0)] = row.GetInt32(1);
        return tries.Count;
    }

    private void Try(Func<SqliteConnection, int> change, string? person)
    {
        if (person is null) return;
        try
        {
            _state.With(change);
        }
        catch (SqliteException)
        {
            // As said.
        }
    }
}
