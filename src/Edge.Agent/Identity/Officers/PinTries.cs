using Edge.Agent.Storage;

namespace Edge.Agent.Identity.Officers;

/// <summary>
/// Counts wrong PINs, officer by officer, and outlives restarts: a try is counted, durably, before the PIN is looked at. After five
/// no PIN of that officer is tried for a quarter of an hour of running time, then three more may be; a restart begins that time anew.
/// </summary>
internal sealed class PinTries
{
    public const int Most = 5;
    public const int MoreAfterWait = 3;

    public static readonly TimeSpan LockFor = TimeSpan.FromMinutes(15);

    private readonly StateDatabase _state;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, long> _lockedAt = new(StringComparer.Ordinal);

    public PinTries(StateDatabase state, TimeProvider time)
    {
        (_state, _time) = (state, time);
        state.With(c => c.Run("CREATE TABLE IF NOT EXISTS pin_tries (officer TEXT PRIMARY KEY, wrong INTEGER NOT NULL) WITHOUT ROWID"));
        foreach (var officer in LockedAtStart()) _lockedAt[officer] = time.GetTimestamp();
    }

    /// <summary>How long no PIN of this officer is tried; zero where one may be.</summary>
    public TimeSpan Wait(string officer) =>
        _lockedAt.TryGetValue(officer, out var at) && LockFor - _time.GetElapsedTime(at) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Counts a try that is about to be made; the count of those in a row, this one among them.</summary>
    public int Begin(string officer)
    {
        // One slip of a finger after the wait must not begin it anew: whoever types nonsense would keep an officer out with one try in a quarter of an hour.
        var wrong = _state.With(c =>
        {
            using var command = c.Prepare("INSERT INTO pin_tries VALUES ($1, 1) ON CONFLICT (officer) DO UPDATE SET wrong = CASE WHEN wrong >= $2 THEN $2 - $3 + 1 ELSE wrong + 1 END RETURNING wrong", officer, Most, MoreAfterWait);
            return (int)(long)command.ExecuteScalar()!;
        });
        if (wrong >= Most) _lockedAt[officer] = _time.GetTimestamp();
        else _lockedAt.Remove(officer);
        return wrong;
    }

    /// <summary>It was right: counting begins anew.</summary>
    public void Right(string officer)
    {
        _state.With(c => c.Run("DELETE FROM pin_tries WHERE officer = $1", officer));
        _lockedAt.Remove(officer);
    }

    private List<string> LockedAtStart() => _state.With(c =>
    {
        using var command = c.Prepare("SELECT officer FROM pin_tries WHERE wrong >= $1", Most);
        using var row = command.ExecuteReader();
        var locked = new List<string>();
        while (row.Read()) locked.Add(row.GetString(0));
        return locked;
    });
}
