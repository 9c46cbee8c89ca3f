using System.Collections.Concurrent;

namespace Edge.Hub;

/// <summary>What the hub's parts say of themselves: whether they can do their work, and whether it gets done.</summary>
internal sealed class HubHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, PartHealth> _parts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Watch> _watches = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _beats = new(StringComparer.Ordinal);

    /// <summary>When this hub started.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>Each part's last word.</summary>
    public IReadOnlyDictionary<string, PartHealth> Parts => _parts.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary();

    /// <summary>True while every part can work.</summary>
    public bool Ready => !_parts.IsEmpty && _parts.Values.All(p => p.Ok);

    /// <summary>True while everything that is watched gets its work done; the watchdog of the service is fed only then.</summary>
    public bool Alive => Stuck.Count == 0;

    /// <summary>What is watched and has done nothing within its limit.</summary>
    public IReadOnlyList<string> Stuck => [.. _watches.Where(w => IsStuck(w.Key, w.Value)).Select(w => w.Key).Order(StringComparer.Ordinal)];

    /// <summary>A part tells whether it can work, and why not.</summary>
    public void Set(string part, bool ok, string detail) => _parts[part] = new PartHealth(ok, detail);

    /// <summary>From when <paramref name="due"/> names (a timestamp) some work must get done at least once within the limit; while it names nothing, none has to.</summary>
    public void Expect(string work, TimeSpan limit, Func<long?> due) => _watches[work] = new Watch(limit, due);

    /// <summary>Some work got done. Never said for having waited.</summary>
    public void Done(string work) => _beats[work] = time.GetTimestamp();

    private bool IsStuck(string work, Watch watch) =>
        watch.Due() is { } due && time.GetElapsedTime(Math.Max(due, _beats.GetValueOrDefault(work, long.MinValue))) > watch.Limit;

    private sealed record Watch(TimeSpan Limit, Func<long?> Due);
}

/// <summary>One part's word of itself.</summary>
internal sealed record PartHealth(bool Ok, string Detail);
