namespace Edge.Agent.Kiosk.Settings;

/// <summary>When officers mean to be here. It tells people; it opens and closes nothing.</summary>
internal sealed class OpeningHours(IReadOnlyList<HoursOptions> hours)
{
    /// <summary>As the hub tells them; their form has been checked.</summary>
    public static OpeningHours Told(Contracts.Wire.OpeningHours told) => new([.. told.Times.Select(t => new HoursOptions
    {
        // In the message Monday comes first.
        Days = [.. Enumerable.Range(0, 7).Where(d => (t.Days >> d & 1) == 1).Select(d => (DayOfWeek)((d + 1) % 7))],
        Date = t.Date == 0 ? null : new DateOnly((int)t.Date / 10_000, (int)t.Date / 100 % 100, (int)t.Date % 100),
        From = TimeOnly.MinValue.AddMinutes(t.FromMinute),
        To = TimeOnly.MinValue.AddMinutes(t.ToMinute),
    })]);

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

    /// <summary>Such as <c>7h30-11h30 13h30-17h</c>, as many sessions as that many letters hold; empty where nobody means to be here.</summary>
    public string Short(DateOnly date, int letters)
    {
        var sessions = On(date).Select(h => $"{Short(h.From)}-{Short(h.To)}").ToList();
        var fit = sessions.Count;
        while (fit > 1 && Joined(fit).Length > letters) fit--;
        return Joined(fit);

        string Joined(int count) => string.Join(' ', sessions.Take(count)) + (count < sessions.Count ? " …" : "");
    }

    /// <summary>Such as <c>07:30-11:30 18:00-20:00</c>; empty where nobody means to be here.</summary>
    public string Text(DateOnly date) => string.Join(' ', On(date).Select(h => $"{h.From:HH':'mm}-{h.To:HH':'mm}"));

    /// <summary>A time such as <c>7h30</c> or <c>17h</c>.</summary>
    public static string Short(TimeOnly time) => time.Minute == 0 ? $"{time.Hour}h" : $"{time.Hour}h{time.Minute:00}";
}
