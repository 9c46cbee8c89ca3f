namespace Edge.Hub.Ingest;

/// <summary>Says a thing at most once a minute, with how often it happened since it was last said.</summary>
internal sealed class LogThrottle<TKey>(TimeProvider time) where TKey : notnull
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<TKey, (long SaidAt, long Since)> _said = [];

    /// <summary>True where it may be said now; <paramref name="sum"/> counts what happened since, this time included.</summary>
    public bool May(TKey key, long count, out long sum)
    {
        var known = _said.TryGetValue(key, out var last);
        sum = last.Since + count;
        var may = !known || time.GetElapsedTime(last.SaidAt) >= Pause;
        _said[key] = may ? (time.GetTimestamp(), 0) : (last.SaidAt, sum);
        return may;
    }
}
