using Edge.Hub.Fleet.History;

namespace Edge.Hub.Fleet.Habit;

/// <summary>Learns from when a board was heard how long it is usually away. No clock and no I/O.</summary>
internal sealed class HabitRules(FleetOptions options)
{
    /// <summary>So many days are looked at.</summary>
    public const int Days = 60;

    // Shorter absences are the link's, not the board's.
    private static readonly TimeSpan Flap = TimeSpan.FromHours(1);
    private static readonly TimeSpan Recent = TimeSpan.FromDays(30);
    private static readonly TimeSpan HalfDay = TimeSpan.FromHours(12);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Fewer absences than this are no habit, and fewer of one weekday no habit of that day.
    private const int Fewest = 4;
    private const int FewestOfDay = 6;

    /// <summary>What is learned up to <paramref name="now"/>; null where there is too little.</summary>
    /// <param name="windows">When it was heard, in order, in local time.</param>
    /// <param name="now">What is older than the last sixty days before it is not looked at.</param>
    /// <param name="listened">When the hub listened, in order; what it did not hear for its own absence is no habit of the board.</param>
    public Rhythm? Learn(IReadOnlyList<ContactWindow> windows, DateTimeOffset now, IReadOnlyList<ContactWindow>? listened = null)
    {
        var deaf = (listened ?? []).Zip((listened ?? []).Skip(1), (a, b) => new ContactWindow(a.To, b.From)).Where(d => d.To - d.From >= Flap).ToList();
        var seen = windows.Where(w => w.To > now.AddDays(-Days) && w.From <= now).ToList();
        if (seen.Count == 0 || now - seen[0].From < TimeSpan.FromDays(7)) return null;
        var gaps = seen.Zip(seen.Skip(1), (a, b) => new Gap(a.To, b.From - a.To, b.From, now - b.From <= Recent ? 2 : 1)).Where(g => g.Length >= Flap && !deaf.Exists(d => d.From < g.Until && d.To > g.From)).ToList();
        if (gaps.Count < Fewest) return now - seen[0].From >= TimeSpan.FromDays(14) && seen.Sum(w => (w.To - w.From).TotalHours) * 2 > (now - seen[0].From).TotalHours ? Steady(gaps) : null;
        var all = Range(gaps, null);
        var byDay = new GapRange?[7];
        foreach (var day in gaps.GroupBy(g => g.From.DayOfWeek).Where(d => d.Count() >= FewestOfDay))
        {
            var range = Range([.. day], all);
            // Told apart only where it makes a real difference: a weekend, say.
            if (range.To <= all.To / 2 || range.To >= all.To * 1.5) byDay[(int)day.Key] = range;
        }
        return new Rhythm(all, byDay, all.To >= HalfDay ? PartOf(gaps) : null, all.To >= Day * 2 ? DaysOf(gaps) : []);
    }

    /// <summary>The habit of boards of one group, for those of which too little is known themselves; null where there are too few.</summary>
    public static Rhythm? OfGroup(IEnumerable<Rhythm> rhythms)
    {
        var known = rhythms.OrderBy(r => r.All.Limit).ToList();
        return known.Count < 3 ? null : known[known.Count * 3 / 4] with { ByDay = new GapRange?[7], Days = [], Part = null };
    }

    // Nearly always there: the few absences it had say how long one may last.
    private Rhythm Steady(List<Gap> gaps)
    {
        var longest = gaps.Select(g => g.Length).DefaultIfEmpty(Flap).Max();
        var limit = Clamp(longest * 1.5, options.LeastSilence, options.LeastSilence * 2);
        return new Rhythm(new GapRange(TimeSpan.Zero, Earlier(longest, limit), limit), new GapRange?[7], null, []);
    }

    // One day of the week has few gaps: most of them have to agree.
    private GapRange Range(List<Gap> gaps, GapRange? all)
    {
        var absences = Absences(gaps);
        var (from, to) = (Round(Quantile(absences, 0.15, g => g.Weight), up: false), Round(Quantile(absences, all is null ? 0.65 : 0.5, g => g.Weight), up: true));
        var most = Later(to, all?.To ?? to) * 2;
        var limit = Clamp(Later(to * 2, gaps.Max(g => g.Length) * 1.1), options.LeastSilence, Later(most, options.LeastSilence));
        return new GapRange(Earlier(from, to), to, limit);
    }

    // Of ten short absences on a market day and one of five days, the five days are the habit: half of the time away goes by in gaps that are at least so long.
    private static List<Gap> Absences(List<Gap> gaps)
    {
        var typical = Quantile(gaps, 0.5, g => g.Length.TotalHours * g.Weight);
        return [.. gaps.Where(g => g.Length >= typical / 4)];
    }

    private static TimeSpan Quantile(List<Gap> gaps, double share, Func<Gap, double> weight)
    {
        var left = gaps.Sum(weight) * share;
        foreach (var gap in gaps.OrderBy(g => g.Length))
        {
            left -= weight(gap);
            if (left <= 0) return gap.Length;
        }
        return gaps.Max(g => g.Length);
    }

    // From half a day on people count in days: who was there in the evening and comes in the next one was away for a day.
    private static TimeSpan Round(TimeSpan gap, bool up)
    {
        if (gap < HalfDay) return TimeSpan.FromHours(up ? Math.Ceiling(gap.TotalHours) : Math.Floor(gap.TotalHours));
        return TimeSpan.FromDays(Math.Max(1, up ? Math.Ceiling(gap.TotalDays) : Math.Round(gap.TotalDays)));
    }

    private static DayPart? PartOf(List<Gap> gaps)
    {
        var most = gaps.GroupBy(g => PartAt(g.Until.TimeOfDay)).MaxBy(p => p.Sum(g => g.Weight))!;
        return most.Sum(g => g.Weight) >= 0.6 * gaps.Sum(g => g.Weight) ? most.Key : null;
    }

    private static DayOfWeek[] DaysOf(List<Gap> gaps)
    {
        var visits = gaps.Where(g => g.Length >= HalfDay).ToList();
        var sum = visits.Sum(g => g.Weight);
        var usual = visits.GroupBy(g => g.Until.DayOfWeek).Where(d => d.Sum(g => g.Weight) >= 0.2 * sum).ToList();
        return usual.Count is > 0 and <= 3 && usual.Sum(d => d.Sum(g => g.Weight)) >= 0.8 * sum ? [.. usual.Select(d => d.Key).OrderBy(d => ((int)d + 6) % 7)] : [];
    }

    private static DayPart PartAt(TimeSpan time) => time.Hours switch
    {
        >= 5 and < 11 => DayPart.Morning,
        >= 11 and < 13 => DayPart.Noon,
        >= 13 and < 18 => DayPart.Afternoon,
        >= 18 and < 22 => DayPart.Evening,
        _ => DayPart.Night,
    };

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => Earlier(Later(value, least), most);

    private sealed record Gap(DateTimeOffset From, TimeSpan Length, DateTimeOffset Until, int Weight);
}
