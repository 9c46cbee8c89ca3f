namespace Edge.Hub.Fleet.History;

/// <summary>Turns days as they are kept into what charts and habits are made of.</summary>
internal static class PastDays
{
    public static BoardPast Of(IEnumerable<BoardDay> days, TimeSpan offset)
    {
        var (points, windows) = (new List<HistoryPoint>(), new List<ContactWindow>());
        foreach (var day in days.OrderBy(d => d.Day))
        {
            var start = Start(day.Day, offset);
            var hours = HourFigures.Unpack(day.Hours);
            for (var hour = 0; hour < hours.Length; hour++)
            {
                if (hours[hour] is { } f) points.Add(new HistoryPoint(start.AddHours(hour), f.Backlog, f.Link, f.Power, f.LastCelsius, f.ColdestCelsius, f.Records, f.Bytes));
            }
            AddWindows(windows, day.Contacts, start);
        }
        return new BoardPast(points, windows);
    }

    public static DateTimeOffset Start(int day, TimeSpan offset) => new(DateTime.UnixEpoch.AddDays(day).Ticks, offset);

    private static void AddWindows(List<ContactWindow> windows, byte[] contacts, DateTimeOffset start)
    {
        for (var slot = 0; slot < Math.Min(DayLog.Slots, contacts.Length * 8); slot++)
        {
            if ((contacts[slot / 8] & (1 << slot % 8)) == 0) continue;
            var from = start.AddMinutes(slot * DayLog.SlotMinutes);
            var to = from.AddMinutes(DayLog.SlotMinutes);
            if (windows.Count > 0 && windows[^1].To == from) windows[^1] = windows[^1] with { To = to };
            else windows.Add(new ContactWindow(from, to));
        }
    }
}
