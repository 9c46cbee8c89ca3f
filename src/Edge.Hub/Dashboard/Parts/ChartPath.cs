using System.Globalization;
using System.Text;

namespace Edge.Hub.Dashboard.Parts;

/// <summary>A value at a moment; a null is not known.</summary>
public readonly record struct ChartPoint(DateTimeOffset At, double? Value);

/// <summary>Draws a line over time. Where a board was not heard there is none: nothing is shown as known that is not.</summary>
internal static class ChartPath
{
    public const int Width = 600;
    public const int Height = 96;

    /// <summary>The lines at its top, middle and foot.</summary>
    public static readonly string Lines = string.Create(CultureInfo.InvariantCulture, $"M0 {Height / 2}h{Width}M0 0h{Width}M0 {Height}h{Width}");

    // The figures are by the hour: two in a row belong together, and one that was late still does.
    private static readonly TimeSpan Together = TimeSpan.FromHours(2.5);

    /// <summary>The line, from left to right; a value by itself is a dot.</summary>
    public static string Of(IEnumerable<ChartPoint> points, DateTimeOffset from, DateTimeOffset to, double low, double high)
    {
        var path = new StringBuilder();
        DateTimeOffset? last = null;
        var alone = false;
        foreach (var point in points)
        {
            if (point.Value is not { } value || point.At < from || point.At > to) continue;
            var (x, y) = (X(point.At, from, to), Y(value, low, high));
            if (last is { } before && point.At - before <= Together)
            {
                path.Append(CultureInfo.InvariantCulture, $"L{x:0.#} {y:0.#}");
                alone = false;
            }
            else
            {
                if (alone) path.Append("h0");
                path.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}");
                alone = true;
            }
            last = point.At;
        }
        if (alone) path.Append("h0");
        return path.ToString();
    }

    /// <summary>A round number that is at least so much, for the top of a chart.</summary>
    public static double Top(double most)
    {
        if (most <= 5) return 5;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return new[] { 1, 2, 2.5, 5, 10 }.Select(f => f * unit).First(t => t >= most);
    }

    private static double X(DateTimeOffset at, DateTimeOffset from, DateTimeOffset to) => (at - from) / (to - from) * Width;

    private static double Y(double value, double low, double high) => Height - (Math.Clamp(value, low, high) - low) / (high - low) * Height;
}
