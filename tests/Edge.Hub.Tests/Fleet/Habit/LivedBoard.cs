using Edge.Hub.Fleet.History;

namespace Edge.Hub.Tests.Fleet.Habit;

/// <summary>When a made-up board of some kind is in contact, day by day in local time; the same for the same seed.</summary>
internal static class LivedBoard
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.FromHours(7));

    /// <summary>Kinds, and how long each is usually away as those would say who live there.</summary>
    public static readonly (string Kind, TimeSpan Usual)[] Kinds =
    [
        ("always-on", TimeSpan.FromHours(6)), ("evening", TimeSpan.FromDays(1)), ("office", TimeSpan.FromDays(3)), ("market-5", TimeSpan.FromDays(5)),
        ("market-week", TimeSpan.FromDays(7)), ("boat", TimeSpan.FromDays(4)), ("monsoon", TimeSpan.FromDays(1)),
    ];

    public static List<ContactWindow> Windows(string kind, int seed, int days)
    {
        var random = new Random(seed);
        // A storm keeps it away for a week, once, while it is learned from or after.
        var (storm, offset) = (7 + random.Next(days - 14), random.Next(7));
        var raw = Enumerable.Range(0, days).SelectMany(day => Day(kind, day, offset, storm, random).Select(w => (From: Start.AddDays(day).AddHours(w.From), To: Start.AddDays(day).AddHours(w.To)))).OrderBy(w => w.From);
        var windows = new List<ContactWindow>();
        foreach (var (from, to) in raw)
        {
            if (windows.Count > 0 && from - windows[^1].To < TimeSpan.FromMinutes(5)) windows[^1] = windows[^1] with { To = to > windows[^1].To ? to : windows[^1].To };
            else windows.Add(new ContactWindow(from, to));
        }
        return windows;
    }

    private static IEnumerable<(double From, double To)> Day(string kind, int day, int offset, int storm, Random random)
    {
        var weekday = Start.AddDays(day).DayOfWeek;
        return kind switch
        {
            // Flaps of minutes all day, and the grid away for some hours about once in three weeks.
            "always-on" => random.Next(20) == 0 ? Flapping(0, 10 + random.NextDouble() * 4, random).Concat(Flapping(15 + random.NextDouble() * 2, 24, random)) : Flapping(0, 24, random),
            // About one evening in a month is left out.
            "evening" => random.Next(30) == 0 ? [] : Flapping(18 + random.NextDouble(), 20.5 + random.NextDouble(), random),
            "monsoon" => day >= storm && day < storm + 7 || random.Next(30) == 0 ? [] : Flapping(18 + random.NextDouble(), 20.5 + random.NextDouble(), random),
            "office" => weekday is DayOfWeek.Saturday or DayOfWeek.Sunday ? [] : Flapping(7.5 + random.NextDouble() * 0.5, 16.5 + random.NextDouble(), random),
            "market-5" => (day + offset) % 5 == 0 ? Flapping(6 + random.NextDouble(), 11 + random.NextDouble(), random) : [],
            "market-week" => weekday == DayOfWeek.Sunday ? Flapping(6 + random.NextDouble(), 12 + random.NextDouble(), random) : [],
            // One boat in ten does not go.
            "boat" => weekday is DayOfWeek.Tuesday or DayOfWeek.Friday && random.Next(10) > 0 ? Flapping(9 + random.NextDouble() * 2, 14 + random.NextDouble() * 2, random) : [],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static List<(double From, double To)> Flapping(double from, double to, Random random)
    {
        var windows = new List<(double, double)>();
        while (from < to)
        {
            var end = Math.Min(to, from + 0.5 + random.NextDouble() * 5);
            windows.Add((from, end));
            from = end + 0.1 + random.NextDouble() * 0.4;
        }
        return windows;
    }
}
