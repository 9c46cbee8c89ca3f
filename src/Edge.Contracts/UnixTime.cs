namespace Edge.Contracts;

/// <summary>Moments as they stand on the wire: milliseconds since 1970, by a clock that may say anything.</summary>
public static class UnixTime
{
    /// <summary>The end of the year 9999, the last there is a DateTimeOffset for.</summary>
    public const long LastMs = 253_402_300_799_999;

    /// <summary>The moment; what a clock says before or beyond what there is is shown as the first or the last there is.</summary>
    public static DateTimeOffset Clamped(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(ms, 0, LastMs));
}
