namespace Edge.Hub;

/// <summary>So many a second for long, and so many at once. It has no clock: time goes in.</summary>
internal sealed class RateLimit(double perSecond, double burst)
{
    private double? _left;
    private TimeSpan _at;

    /// <summary>True where one more would not be too many.</summary>
    public bool HasRoom(TimeSpan now)
    {
        _left = Math.Min(burst, _left + (now - _at).TotalSeconds * perSecond ?? burst);
        _at = now;
        return _left >= 1;
    }

    /// <summary>False where this one is too many.</summary>
    public bool Take(TimeSpan now)
    {
        if (!HasRoom(now)) return false;
        _left--;
        return true;
    }
}
