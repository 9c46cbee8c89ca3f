using System.Globalization;

namespace Edge.Agent.Kiosk.Printing.Tickets;

/// <summary>An expected wait as people are told: rounded up to five minutes, since nobody knows it better.</summary>
internal static class WaitText
{
    private const int Step = 5, MinutesOfAnHour = 60;

    /// <summary>From so long on it is told in hours.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(90);

    public static bool InHours(TimeSpan wait) => wait > Long;

    public static string Of(TimeSpan wait)
    {
        var minutes = (int)Math.Ceiling(Math.Max(1, wait.TotalMinutes) / Step) * Step;
        return minutes <= Step ? $"<{Step}" : InHours(wait)
            ? string.Create(CultureInfo.InvariantCulture, $"~{minutes / MinutesOfAnHour}:{minutes % MinutesOfAnHour:00}")
            : string.Create(CultureInfo.InvariantCulture, $"~{minutes}");
    }
}
