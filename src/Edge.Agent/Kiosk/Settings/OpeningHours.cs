namespace Edge.Agent.Kiosk.Settings;

/// <summary>When officers mean to be here. It tells people; it opens and closes nothing.</summary>
internal sealed class OpeningHours(IReadOnlyList<HoursOptions> hours)
{
    /// <summary>The sessions of a date in their order; none where nobody means to be here, or nothing was said.</summary>
    public IReadOnlyList<(TimeOnly From, TimeOnly To)> On(DateOnly date)
    {
        var ofDate = hours.Where(h => h.Date == date).ToList();
        var chosen = ofDate.Count > 0 ? ofDate : hours.Where(h => h.Date is null && h.Days.Contains(date.DayOfWeek)).ToList();
        return [.. chosen.Where(h => h.From < h.To).OrderBy(h => h.From).Select(h => (h.From, h.To))];
    }

    /// <summary>Whether officers mean to be here now; null where the settings say nothing.</summary>
    public bool? Expected(DateTimeOffset local)
    {
        if (hours.Count == 0) return null;
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return On(DateOnly.FromDateTime(local.Date)).Any(h => h.From <= time && time < h.To);
    }

    /// <summary>Such as <c>07:30-11:30 18:00-20:00</c>; empty where nobody means to be here.</summary>
    public string Text(DateOnly date) => string.Join(' ', On(date).Select(h => $"{h.From:HH':'mm}-{h.To:HH':'mm}"));
}
