using Edge.Agent.Storage;

namespace Edge.Agent.Spool.Audit;

/// <summary>
/// Numbers the chain went on without, because their records could not be read at a start. Told like damage until the record itself has its receipt: otherwise
/// one that can be read again later, and the one that followed, would name the same predecessor and pass for two copies of this card.
/// </summary>
internal sealed class PassedOver
{
    // More than the hub lists; where so many are missing, a fork is the smaller of two troubles.
    private const ulong Most = 1000;

    private readonly StateDatabase _state;
    private volatile HashSet<ulong> _numbers;

    public PassedOver(StateDatabase state)
    {
        _state = state;
        state.With(c => c.Run("CREATE TABLE IF NOT EXISTS passed_over (sequence INTEGER PRIMARY KEY)"));
        _numbers = state.With(c =>
        {
            using var command = c.Prepare("SELECT sequence FROM passed_over WHERE NOT EXISTS (SELECT 1 FROM releases WHERE releases.sequence = passed_over.sequence)");
            using var row = command.ExecuteReader();
            var numbers = new HashSet<ulong>();
            while (row.Read()) numbers.Add((ulong)row.GetInt64(0));
            return numbers;
        });
    }

    public IReadOnlySet<ulong> Numbers => _numbers;

    /// <summary>The next record names the one before these; durable on return.</summary>
    public void Note(ulong first, ulong last)
    {
        if (last < first || last - first >= Most) return;
        _state.With(c =>
        {
            using var transaction = c.BeginTransaction();
            for (var number = first; number <= last; number++) c.Run("INSERT OR IGNORE INTO passed_over VALUES ($1)", (long)number);
            transaction.Commit();
            return 0;
        });
        _numbers = [.. _numbers, .. Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + (ulong)i)];
    }

    /// <summary>The hub has the record of this number after all.</summary>
    public void Settle(ulong number) => _numbers = [.. _numbers.Where(n => n != number)];
}
