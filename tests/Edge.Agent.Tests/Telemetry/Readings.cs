using Edge.Agent.Telemetry;

namespace Edge.Agent.Tests.Telemetry;

internal static class Readings
{
    /// <summary>A board on the edge of everything.</summary>
    public static Reading Full { get; } = new()
    {
        [BoardMetrics.BacklogRecords] = 11_200L,
        [BoardMetrics.BacklogBytes] = 5_600_000_000L,
        [BoardMetrics.BacklogAge] = 8_640_000L,
        [BoardMetrics.AcceptedToday] = 112L,
        [BoardMetrics.LastReceipt] = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero),
        [BoardMetrics.LinkTechnology] = "cellular",
        [BoardMetrics.LinkSignal] = -71,
        [BoardMetrics.LinkRate] = 64_000L,
        [BoardMetrics.DiskFree] = 40_000_000_000L,
        [BoardMetrics.DiskReserve] = 67_108_864L,
        [BoardMetrics.DiskWear] = 30,
        [BoardMetrics.Store] = "ok",
        [BoardMetrics.Temperature] = 61.5f,
        [BoardMetrics.Throttling] = "under-voltage+throttled",
        [BoardMetrics.PowerSource] = "battery",
        [BoardMetrics.PowerCharge] = 47,
        [BoardMetrics.ClockState] = "unsynchronised",
        [BoardMetrics.ClockOffset] = -1_900_000_000_000L,
        [BoardMetrics.Devices] = "printer ok, reader ok, fingerprint missing",
        [BoardMetrics.Version] = "1.2.3+4f3c2b1a09",
        [BoardMetrics.BootCount] = 4_711L,
        [BoardMetrics.BootCause] = "watchdog",
        [BoardMetrics.Uptime] = 86_400L,
        [BoardMetrics.DayNumber] = 12,
        [BoardMetrics.DayTickets] = 58,
        [BoardMetrics.DayEnrolled] = 40,
        [BoardMetrics.DayUnable] = 6,
        [BoardMetrics.DayNoShow] = 3,
        [BoardMetrics.DayCancelled] = 2,
        [BoardMetrics.DayInProgress] = 1,
        [BoardMetrics.DayWaiting] = 6,
        [BoardMetrics.DiskTotal] = 31_268_536_320L,
        [BoardMetrics.PowerMode] = "saver",
        [BoardMetrics.LastEnd] = "power-cut",
    };

    /// <summary>Every value as large as its type, or the board, makes it: free texts beyond what is sent of them, all other words at their longest.</summary>
    public static Reading Largest { get; } = new()
    {
        [BoardMetrics.BacklogRecords] = long.MaxValue,
        [BoardMetrics.BacklogBytes] = long.MaxValue,
        [BoardMetrics.BacklogAge] = long.MaxValue,
        [BoardMetrics.AcceptedToday] = long.MaxValue,
        [BoardMetrics.LastReceipt] = DateTimeOffset.MaxValue,
        [BoardMetrics.LinkTechnology] = "cellular",
        [BoardMetrics.LinkSignal] = int.MinValue,
        [BoardMetrics.LinkRate] = long.MaxValue,
        [BoardMetrics.DiskFree] = long.MaxValue,
        [BoardMetrics.DiskReserve] = long.MaxValue,
        [BoardMetrics.DiskWear] = -1,
        [BoardMetrics.Store] = "failed",
        [BoardMetrics.Temperature] = float.MaxValue,
        [BoardMetrics.Throttling] = "under-voltage+capped+throttled+hot",
        [BoardMetrics.PowerSource] = "battery",
        [BoardMetrics.PowerCharge] = -1,
        [BoardMetrics.ClockState] = "unsynchronised",
        [BoardMetrics.ClockOffset] = -1L,
        [BoardMetrics.Devices] = new string('d', 5_000),
        [BoardMetrics.Version] = new string('v', 5_000),
        [BoardMetrics.BootCount] = long.MaxValue,
        [BoardMetrics.BootCause] = "power-under",
        [BoardMetrics.Uptime] = long.MaxValue,
        [BoardMetrics.DayNumber] = int.MaxValue,
        [BoardMetrics.DayTickets] = 9_999,
        [BoardMetrics.DayEnrolled] = 9_999,
        [BoardMetrics.DayUnable] = 9_999,
        [BoardMetrics.DayNoShow] = 9_999,
        [BoardMetrics.DayCancelled] = 9_999,
        [BoardMetrics.DayInProgress] = 9_999,
        [BoardMetrics.DayWaiting] = 9_999,
        [BoardMetrics.DiskTotal] = long.MaxValue,
        [BoardMetrics.PowerMode] = "saver",
        [BoardMetrics.LastEnd] = "power-cut",
    };

    public static Reading With(params (HealthMetric Metric, object? Value)[] changes)
    {
        var reading = new Reading();
        foreach (var (metric, value) in Full.All) reading.Set(metric, value);
        foreach (var (metric, value) in changes) reading.Set(metric, value);
        return reading;
    }
}
