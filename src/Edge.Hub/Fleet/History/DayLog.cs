namespace Edge.Hub.Fleet.History;

/// <summary>A day of a board while it is being written.</summary>
internal sealed class DayLog(int day)
{
    public const int SlotMinutes = 5;
    public const int Slots = 24 * 60 / SlotMinutes;

    private readonly byte[] _contacts = new byte[Slots / 8];
    private readonly HourFigures?[] _hours = new HourFigures?[24];

    public int Day { get; } = day;

    /// <summary>Changed since it was last written down.</summary>
    public bool Unwritten { get; set; }

    /// <summary>What is kept of the day is in it; where it is not, the clock may have been set back into a day that was written.</summary>
    public bool HasEarlier { get; private set; }

    public static DayLog Of(BoardDay row)
    {
        var log = new DayLog(row.Day);
        log.PutUnder(row);
        return log;
    }

    /// <summary>Takes in what was written of the day before this was begun; null where nothing was.</summary>
    public void PutUnder(BoardDay? earlier)
    {
        HasEarlier = true;
        if (earlier is null) return;
        for (var i = 0; i < Math.Min(earlier.Contacts.Length, _contacts.Length); i++) _contacts[i] |= earlier.Contacts[i];
        var hours = HourFigures.Unpack(earlier.Hours);
        for (var hour = 0; hour < hours.Length; hour++) _hours[hour] = hours[hour] is { } before && _hours[hour] is { } later ? before.Then(later) : _hours[hour] ?? hours[hour];
    }

    public BoardDay Row(string node) => new() { Node = node, Day = Day, Contacts = [.. _contacts], Hours = HourFigures.Pack(_hours) };

    public void Note(TimeSpan timeOfDay, BoardSample sample)
    {
        var slot = (int)timeOfDay.TotalMinutes / SlotMinutes;
        if (sample.Heard) _contacts[slot / 8] |= (byte)(1 << slot % 8);
        _hours[timeOfDay.Hours] = (_hours[timeOfDay.Hours] ?? default).With(sample);
        Unwritten = true;
    }
}
