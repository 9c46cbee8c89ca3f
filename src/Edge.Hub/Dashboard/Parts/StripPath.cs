using System.Globalization;
using System.Text;

namespace Edge.Hub.Dashboard.Parts;

/// <summary>Draws in which hours a board was heard.</summary>
internal static class StripPath
{
    public const int Hours = 168;

    /// <summary>A box for each run of hours; the empty path where there is none.</summary>
    public static string Of(IReadOnlyList<byte> hours)
    {
        var path = new StringBuilder();
        for (var hour = 0; hour < Hours;)
        {
            if (!Heard(hours, hour))
            {
                hour++;
                continue;
            }
            var run = 1;
            while (hour + run < Hours && Heard(hours, hour + run)) run++;
            path.Append(CultureInfo.InvariantCulture, $"M{hour} 1h{run}v10h-{run}z");
            hour += run;
        }
        return path.ToString();
    }

    private static bool Heard(IReadOnlyList<byte> hours, int hour) => hour / 8 < hours.Count && (hours[hour / 8] >> (hour % 8) & 1) == 1;
}
