using System.Globalization;

namespace Edge.Demo.Show;

/// <summary>A duration as people type it: 45s, 2m, 1h.</summary>
internal static class RunLength
{
    public static bool TryParse(string text, out TimeSpan length)
    {
        length = TimeSpan.Zero;
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        var seconds = text[^1] switch { 's' => number, 'm' => number * 60, 'h' => number * 3600, _ => -1 };
        if (seconds < 0 || seconds > TimeSpan.FromDays(30).TotalSeconds) return false;
        length = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
