using System.Globalization;

namespace Edge.Agent.Devices.Power;

/// <summary>How full a battery is by its voltage.</summary>
internal sealed class ChargeTable
{
    private readonly List<(double Volts, double Percent)> _points;

    private ChargeTable(List<(double Volts, double Percent)> points) => _points = points;

    /// <summary>Reads <c>volts=percent</c> pairs with blanks between; null where they are not rising pairs. Empty text is a table that knows nothing.</summary>
    public static ChargeTable? Parse(string text)
    {
        var points = new List<(double Volts, double Percent)>();
        foreach (var pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=') is not [var left, var right] || !Number(left, out var volts) || !Number(right, out var percent) || percent is < 0 or > 100) return null;
            if (points.Count > 0 && (volts <= points[^1].Volts || percent < points[^1].Percent)) return null;
            points.Add((volts, percent));
        }
        return points.Count == 1 ? null : new ChargeTable(points);
    }

    /// <summary>Between two points as the line between them goes; null of an empty table.</summary>
    public int? At(double volts)
    {
        if (_points.Count == 0) return null;
        var above = _points.FindIndex(p => p.Volts > volts);
        if (above <= 0) return (int)Math.Round(above == 0 ? _points[0].Percent : _points[^1].Percent);
        var (low, high) = (_points[above - 1], _points[above]);
        return (int)Math.Round(low.Percent + (high.Percent - low.Percent) * (volts - low.Volts) / (high.Volts - low.Volts));
    }

    private static bool Number(string text, out double number) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
