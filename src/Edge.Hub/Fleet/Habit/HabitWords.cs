using System.Globalization;

namespace Edge.Hub.Fleet.Habit;

/// <summary>Tells a board's habit and its silence to people.</summary>
public static class HabitWords
{
    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    private static readonly string[] DaysVi = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];

    /// <summary>Such as "usually back every 2-3 days in the evening; silent 5 days".</summary>
    /// <param name="usual">Null where too little is known.</param>
    /// <param name="silent">Since it was last heard; null while it is connected, or where it never was.</param>
    /// <param name="vietnamese">In Vietnamese; English otherwise.</param>
    public static string Of(UsualGap? usual, TimeSpan? silent, bool vietnamese)
    {
        var habit = Habit(usual, vietnamese);
        if (silent is not { } age) return habit;
        return vietnamese ? $"{habit}; đã im lặng {Span(age, true)}" : $"{habit}; silent {Span(age, false)}";
    }

    /// <summary>The habit alone.</summary>
    public static string Habit(UsualGap? usual, bool vietnamese)
    {
        if (usual is null) return vietnamese ? "chưa đủ số liệu về thói quen liên lạc" : "habit not known yet";
        if (usual.From == TimeSpan.Zero && usual.To < TimeSpan.FromHours(12)) return vietnamese ? "thường kết nối liên tục" : "usually connected all the time";
        var (gap, when) = (Range(usual.From, usual.To, vietnamese), When(usual, vietnamese));
        return vietnamese ? $"thường {gap} liên lạc một lần{when}" : $"usually back every {gap}{when}";
    }

    /// <summary>A length of time as people say it, rounded down.</summary>
    public static string Span(TimeSpan span, bool vietnamese)
    {
        if (span < TimeSpan.Zero) span = TimeSpan.Zero;
        return span switch
        {
            { TotalMinutes: < 60 } => Unit((long)span.TotalMinutes, "minute", "phút", vietnamese),
            { TotalHours: < 48 } => Unit((long)span.TotalHours, "hour", "giờ", vietnamese),
            _ => Unit((long)span.TotalDays, "day", "ngày", vietnamese),
        };
    }

    private static string Range(TimeSpan from, TimeSpan to, bool vietnamese)
    {
        var days = to >= TimeSpan.FromHours(12);
        var (low, high) = days ? ((long)Math.Max(1, Math.Round(from.TotalDays)), (long)Math.Max(1, Math.Round(to.TotalDays))) : ((long)Math.Max(1, from.TotalHours), (long)Math.Max(1, to.TotalHours));
        var (word, wordVi) = days ? ("day", "ngày") : ("hour", "giờ");
        if (low >= high) return high == 1 ? (vietnamese ? $"mỗi {wordVi}" : word) : Unit(high, word, wordVi, vietnamese);
        return string.Create(CultureInfo.InvariantCulture, $"{low}-{high} {(vietnamese ? wordVi : word + "s")}");
    }

    private static string When(UsualGap usual, bool vietnamese)
    {
        var parts = new List<string>();
        if (usual.Days.Count > 0) parts.Add(vietnamese ? $"vào {string.Join(", ", usual.Days.Select(d => DaysVi[(int)d]))}" : $"on {string.Join(", ", usual.Days.Select(d => Days[(int)d]))}");
        if (usual.Part is { } part) parts.Add(Part(part, vietnamese));
        return parts.Count == 0 ? "" : vietnamese ? $", {string.Join(", ", parts)}" : $" {string.Join(' ', parts)}";
    }

    private static string Part(DayPart part, bool vietnamese) => part switch
    {
        DayPart.Morning => vietnamese ? "vào buổi sáng" : "in the morning",
        DayPart.Noon => vietnamese ? "vào buổi trưa" : "at noon",
        DayPart.Afternoon => vietnamese ? "vào buổi chiều" : "in the afternoon",
        DayPart.Evening => vietnamese ? "vào buổi tối" : "in the evening",
        _ => vietnamese ? "vào ban đêm" : "at night",
    };

    private static string Unit(long count, string word, string wordVi, bool vietnamese) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(vietnamese ? wordVi : count == 1 ? word : word + "s")}");
}
