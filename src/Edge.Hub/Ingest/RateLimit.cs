namespace Edge.Hub.Ingest;

/// <summary>So many a second for long, and so many at once. It has no clock: time goes in.</summary>
internal sealed class RateLimit(double perSecond, double burst)
{
    private double? _left;
    private TimeSpan _at;

    /// <summary>False where this one is too many.</summary>
    public bool Take(TimeSpan now)
    {
        _left = Math.Min(burst, _left + (now - _at).TotalSeconds * perSecond ?? burst);
        _at = now;
        if (_left < 1) return false;
        _left--;
        return true;
    }
}
