namespace Edge.Agent.Telemetry;

/// <summary>How much a value must move before it is told again: more than so much, and more than this share of what was told last. Becoming known, unknown, or zero always counts.</summary>
internal sealed record Deadband(double Absolute = 0, double Share = 0)
{
    /// <summary>Told in births only: what can be worked out from the last one.</summary>
    public static Deadband BirthOnly { get; } = new(double.PositiveInfinity);

    /// <summary>Any other value.</summary>
    public static Deadband Any { get; } = new();

    /// <summary>Worth telling sooner than the rest.</summary>
    public bool Urgent { get; init; }

    public bool IsPassed(object? told, object? now)
    {
        if (double.IsPositiveInfinity(Absolute) || Equals(told, now)) return false;
        if (Number(told) is not { } before || Number(now) is not { } after) return true;
        if (before == 0 || after == 0) return true;
        var moved = Math.Abs(after - before);
        return moved > Absolute && moved > Share * Math.Abs(before);
    }

    private static double? Number(object? value) => value switch
    {
        int number => number,
        long number => number,
        float number => number,
        double number => number,
        DateTimeOffset moment => moment.ToUnixTimeMilliseconds() / 1000.0,
        _ => null,
    };
}
