using Edge.Agent.Custody;
using Edge.Agent.Spool;
using Edge.Contracts.Wire;

namespace Edge.Agent.Telemetry;

/// <summary>Measures the backlog.</summary>
internal sealed class BacklogGauge(IRecordSpool spool, IBoardClock clock)
{
    public Backlog Read()
    {
        var queued = spool.Queued;
        return new Backlog(queued.Count, queued.Sum(e => e.FileSize), queued.MinBy(e => e.Sequence) is { } oldest ? AgeOf(oldest) : null);
    }

    private TimeSpan? AgeOf(SpoolEntry entry)
    {
        try
        {
            using var record = spool.Open(entry);
            return Age(record.Manifest.Fields, clock.Read());
        }
        catch (SpoolException)
        {
            return null; // released or found damaged this moment; the next reading tells
        }
    }

    // Within one boot the monotonic clock is right whatever the wall clock says; over boots only the wall clock is left, where it was right both times.
    private static TimeSpan? Age(Manifest made, ClockReading now)
    {
        if (made.BootId.Span.SequenceEqual(now.BootId.ToByteArray(bigEndian: true)) && now.MonotonicMs >= made.MonotonicMs)
        {
            return TimeSpan.FromMilliseconds(now.MonotonicMs - made.MonotonicMs);
        }
        if (made.ClockState != ClockState.Synchronised || now.State != ClockState.Synchronised) return null;
        var age = now.WallTime - DateTimeOffset.FromUnixTimeMilliseconds(made.WallTimeMs);
        return age >= TimeSpan.Zero ? age : null;
    }
}

/// <summary>What waits for the hub. The age is null where nothing waits or no clock can tell.</summary>
internal sealed record Backlog(int Records, long Bytes, TimeSpan? OldestAge);
