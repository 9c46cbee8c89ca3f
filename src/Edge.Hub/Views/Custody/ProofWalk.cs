namespace Edge.Hub.Views.Custody;

/// <summary>
/// Goes from a day's numbers outwards, to the first record that is surely of another day: one made while the clock was right. What is missing on the way
/// may be of the day, for a date by a clock that was off proves nothing. No clock and no I/O.
/// </summary>
/// <param name="from">The day's beginning.</param>
/// <param name="to">Its end.</param>
/// <param name="edge">The number of the day at which it begins.</param>
/// <param name="up">Towards higher numbers.</param>
internal sealed class ProofWalk(DateTimeOffset from, DateTimeOffset to, long edge, bool up)
{
    private readonly List<ProofRecord> _passed = [];
    private readonly List<(long First, long Last)> _missing = [];

    /// <summary>The record at which it ended; null while it goes on.</summary>
    public ProofRecord? End { get; private set; }

    /// <summary>The number it has come to.</summary>
    public long At { get; private set; } = edge;

    /// <summary>Numbers on the way of which nothing is here.</summary>
    public IReadOnlyList<(long First, long Last)> Missing => _missing;

    /// <summary>Every record on the way, the last one too.</summary>
    public IEnumerable<ProofRecord> Records => End is null ? _passed : _passed.Append(End);

    /// <summary>Takes the next record outwards.</summary>
    /// <returns>False once it is at the end.</returns>
    public bool Take(ProofRecord record)
    {
        Pass(up ? record.Sequence - 1 : record.Sequence + 1);
        At = record.Sequence;
        if (record.ClockWasRight && !record.Forked && IsBeyond(record)) End = record;
        else _passed.Add(record);
        return End is null;
    }

    /// <summary>Nothing is here up to that number, and it is known to have been made.</summary>
    public void Pass(long number)
    {
        if (up && number > At) _missing.Add((At + 1, number));
        else if (!up && number < At) _missing.Add((number, At - 1));
        else return;
        At = number;
    }

    /// <summary>Records on the way whose date is of the other side of the day, or stands against the dates of those around it.</summary>
    public IEnumerable<long> Doubtful()
    {
        // From the end inwards each date is to be nearer to the day than the one before it.
        var bound = End?.AcceptedAt;
        for (var i = _passed.Count - 1; i >= 0; i--)
        {
            var record = _passed[i];
            if (!IsBeyond(record) || (up ? record.AcceptedAt > bound : record.AcceptedAt < bound)) yield return record.Sequence;
            else bound = record.AcceptedAt;
        }
    }

    private bool IsBeyond(ProofRecord record) => up ? record.AcceptedAt >= to : record.AcceptedAt < from;
}
