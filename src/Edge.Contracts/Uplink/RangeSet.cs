using System.Collections;

namespace Edge.Contracts.Uplink;

/// <summary>A set of byte offsets as sorted, disjoint, half-open ranges. Both sides use it to tell what has arrived.</summary>
public sealed class RangeSet : IEnumerable<(long First, long End)>
{
    private readonly List<(long First, long End)> _ranges = [];

    /// <summary>Number of bytes covered.</summary>
    public long Covered => _ranges.Sum(r => r.End - r.First);

    public int Count => _ranges.Count;

    /// <summary>Adds a range, merging with its neighbours.</summary>
    public void Add(long first, long end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        if (end <= first) return;
        var at = 0;
        while (at < _ranges.Count && _ranges[at].End < first) at++;
        var stop = at;
        while (stop < _ranges.Count && _ranges[stop].First <= end)
        {
            first = Math.Min(first, _ranges[stop].First);
            end = Math.Max(end, _ranges[stop].End);
            stop++;
        }
        _ranges.RemoveRange(at, stop - at);
        _ranges.Insert(at, (first, end));
    }

    /// <summary>Takes a range out.</summary>
    public void Remove(long first, long end)
    {
        if (end <= first) return;
        for (var i = _ranges.Count - 1; i >= 0; i--)
        {
            var (f, e) = _ranges[i];
            if (e <= first || f >= end) continue;
            _ranges.RemoveAt(i);
            if (e > end) _ranges.Insert(i, (end, e));
            if (f < first) _ranges.Insert(i, (f, first));
        }
    }

    public bool Contains(long first, long end) => end <= first || _ranges.Exists(r => r.First <= first && end <= r.End);

    /// <summary>The parts of [0, size) not covered, in order.</summary>
    public IEnumerable<(long First, long End)> Missing(long size) => Missing(0, size);

    /// <summary>The parts of [from, to) not covered, in order.</summary>
    public IEnumerable<(long First, long End)> Missing(long from, long to)
    {
        var next = from;
        foreach (var (first, end) in _ranges)
        {
            if (end <= next) continue;
            if (first >= to) break;
            if (first > next) yield return (next, first);
            next = Math.Max(next, end);
        }
        if (next < to) yield return (next, to);
    }

    public void Clear() => _ranges.Clear();

    public IEnumerator<(long First, long End)> GetEnumerator() => _ranges.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
