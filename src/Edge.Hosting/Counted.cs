using System.Globalization;

namespace Edge.Hosting;

/// <summary>A number with its word: <c>1 record</c>, <c>2 records</c>.</summary>
internal static class Counted
{
    public static string Of(long number, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many ?? one + "s")}");
}
