using System.Globalization;

namespace Edge.Testing.Processes;

/// <summary>How much longer than usual programs may take to start and to answer: <c>EDGEDEV_PATIENCE</c>, for machines that are emulated.</summary>
internal static class Patience
{
    public const string Variable = "EDGEDEV_PATIENCE";

    private static readonly double Factor =
        double.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var factor) && factor is >= 1 and <= 100 ? factor : 1;

    public static TimeSpan Seconds(double usual) => TimeSpan.FromSeconds(usual * Factor);
}
