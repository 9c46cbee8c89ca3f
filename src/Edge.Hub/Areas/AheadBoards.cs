using System.Collections.Concurrent;

namespace Edge.Hub.Areas;

/// <summary>Versions of area files that boards have and this hub does not know any more, as after a restore: the next file gets a higher one, or they would never take it.</summary>
internal sealed class AheadBoards(TimeProvider time)
{
    /// <summary>How far after the clock a version may be: what is said beyond that is no version any hub gave.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(1);

    /// <summary>How often a board's word may make an area a new file.</summary>
    public static readonly TimeSpan Rarely = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (long Version, long NotedAt)> _told = new(StringComparer.Ordinal);

    /// <summary>Raised with an area whose file needs a higher version.</summary>
    public event Action<string>? Noted;

    /// <summary>A board told a version that is higher than this hub's.</summary>
    public void Note(string area, ulong version)
    {
        if (version > (ulong)(time.GetUtcNow() + Furthest).ToUnixTimeSeconds()) return;
        var now = time.GetTimestamp();
        if (_told.TryGetValue(area, out var last) && time.GetElapsedTime(last.NotedAt, now) < Rarely) return;
        _told[area] = ((long)version, now);
        Noted?.Invoke(area);
    }

    /// <summary>The version above which the next file has to be; 0 for any.</summary>
    public long Above(string area) => _told.GetValueOrDefault(area).Version;
}
