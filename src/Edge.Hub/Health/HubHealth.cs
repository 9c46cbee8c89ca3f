using System.Collections.Concurrent;

namespace Edge.Hub.Health;

/// <summary>What the hub's parts say of themselves: whether they can do their work, and whether their loops still turn.</summary>
internal sealed class HubHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, PartHealth> _parts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long At, TimeSpan Limit)> _beats = new(StringComparer.Ordinal);

    /// <summary>When this hub started.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>Each part's last word.</summary>
    public IReadOnlyDictionary<string, PartHealth> Parts => _parts.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary();

    /// <summary>True while every part can work.</summary>
    public bool Ready => !_parts.IsEmpty && _parts.Values.All(p => p.Ok);

    /// <summary>True while every loop that ever beat has done so within its limit; the watchdog of the service is fed only then.</summary>
    public bool Alive => _beats.Values.All(b => time.GetElapsedTime(b.At) <= b.Limit);

    /// <summary>A part tells whether it can work, and why not.</summary>
    public void Set(string part, bool ok, string detail) => _parts[part] = new PartHealth(ok, detail);

    /// <summary>A loop tells that it turns; silence longer than the limit means it hangs.</summary>
    public void Beat(string loop, TimeSpan limit) => _beats[loop] = (time.GetTimestamp(), limit);
}
