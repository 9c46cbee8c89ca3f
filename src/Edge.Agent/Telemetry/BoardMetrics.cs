using Edge.Contracts.Sparkplug;

namespace Edge.Agent.Telemetry;

/// <summary>Everything a board tells of itself. An alias once given keeps its meaning; add at the end.</summary>
internal static class BoardMetrics
{
    private const double Minute = 60;
    private const double MiB = 1 << 20;

    public static readonly HealthMetric BacklogRecords = new("Backlog/Records", 1, SparkplugType.Int64, new(0, 0.1));
    public static readonly HealthMetric BacklogBytes = new("Backlog/Bytes", 2, SparkplugType.Int64, new(64 * 1024, 0.1));
    public static readonly HealthMetric BacklogAge = new("Backlog/OldestSeconds", 3, SparkplugType.Int64, new(10 * Minute, 0.25));
    public static readonly HealthMetric AcceptedToday = new("Records/Today", 4, SparkplugType.Int64, new(0, 0.1));
    public static readonly HealthMetric LastReceipt = new("Records/LastReceipt", 5, SparkplugType.DateTime, new(10 * Minute));
    public static readonly HealthMetric LinkTechnology = new("Link/Technology", 6, SparkplugType.String, Deadband.Any);
    public static readonly HealthMetric LinkSignal = new("Link/SignalDbm", 7, SparkplugType.Int32, new(6));
    public static readonly HealthMetric LinkRate = new("Link/BitsPerSecond", 8, SparkplugType.Int64, new(0, 0.5));
    public static readonly HealthMetric DiskFree = new("Disk/FreeBytes", 9, SparkplugType.Int64, new(64 * MiB, 0.05));
    public static readonly HealthMetric DiskReserve = new("Disk/ReserveBytes", 10, SparkplugType.Int64, Deadband.Any);
    public static readonly HealthMetric DiskWear = new("Disk/WearPercent", 11, SparkplugType.Int32, Deadband.Any);
    public static readonly HealthMetric Store = new("Disk/Store", 12, SparkplugType.String, Deadband.Any with { Urgent = true });
    public static readonly HealthMetric Temperature = new("Board/Celsius", 13, SparkplugType.Float, new(5));
    public static readonly HealthMetric Throttling = new("Board/Throttling", 14, SparkplugType.String, Deadband.Any);
    public static readonly HealthMetric PowerSource = new("Power/Source", 15, SparkplugType.String, Deadband.Any with { Urgent = true });
    public static readonly HealthMetric PowerCharge = new("Power/ChargePercent", 16, SparkplugType.Int32, new(4));
    public static readonly HealthMetric ClockState = new("Clock/State", 17, SparkplugType.String, Deadband.Any);
    public static readonly HealthMetric ClockOffset = new("Clock/OffsetMs", 18, SparkplugType.Int64, new(2000, 0.1));
    public static readonly HealthMetric Devices = new("Devices", 19, SparkplugType.String, Deadband.Any with { Urgent = true });
    public static readonly HealthMetric Version = new("Software/Version", 20, SparkplugType.String, Deadband.Any);
    public static readonly HealthMetric BootCount = new("Boot/Count", 21, SparkplugType.Int64, Deadband.Any);
    public static readonly HealthMetric BootCause = new("Boot/Cause", 22, SparkplugType.String, Deadband.Any);
    public static readonly HealthMetric Uptime = new("Boot/UptimeSeconds", 23, SparkplugType.Int64, Deadband.BirthOnly);

    public static readonly HealthMetric DayNumber = new("Day/Number", 24, SparkplugType.Int32, Deadband.Any);
    public static readonly HealthMetric DayTickets = new("Day/Tickets", 25, SparkplugType.Int32, Deadband.Any);
    public static readonly HealthMetric DayEnrolled = new("Day/Enrolled", 26, SparkplugType.Int32, Deadband.Any);
    public static readonly HealthMetric DayUnable = new("Day/Unable", 27, SparkplugType.Int32, Deadband.Any);
    public static readonly HealthMetric DayNoShow = new("Day/NoShow", 28, SparkplugType.Int32, Deadband.Any);
    public static readonly HealthMetric DayCancelled = new("Day/Cancelled", 29, SparkplugType.Int32, Deadband.Any);
    public static readonly HealthMetric DayInProgress = new("Day/InProgress", 30, SparkplugType.Int32, Deadband.Any);
    public static readonly HealthMetric DayWaiting = new("Day/Waiting", 31, SparkplugType.Int32, Deadband.Any);
    public static readonly HealthMetric DiskTotal = new("Disk/TotalBytes", 32, SparkplugType.Int64, Deadband.Any);
    public static readonly HealthMetric PowerMode = new("Power/Mode", 33, SparkplugType.String, Deadband.Any with { Urgent = true });
    public static readonly HealthMetric LastEnd = new("Agent/LastEnd", 34, SparkplugType.String, Deadband.Any);

    public static IReadOnlyList<HealthMetric> All { get; } =
    [
        BacklogRecords, BacklogBytes, BacklogAge, AcceptedToday, LastReceipt, LinkTechnology, LinkSignal, LinkRate, DiskFree, DiskReserve, DiskWear, Store,
        Temperature, Throttling, PowerSource, PowerCharge, ClockState, ClockOffset, Devices, Version, BootCount, BootCause, Uptime,
        DayNumber, DayTickets, DayEnrolled, DayUnable, DayNoShow, DayCancelled, DayInProgress, DayWaiting, DiskTotal, PowerMode, LastEnd,
    ];
}

/// <summary>One thing a board tells of itself, and when a change of it is worth telling.</summary>
internal sealed record HealthMetric(string Name, ulong Alias, SparkplugType Type, Deadband Deadband);

/// <summary>A feature's share in what the board tells of itself. Register one for each.</summary>
/// <param name="Read">Its metrics as they are now; null what is not known.</param>
internal sealed record HealthSource(Func<IEnumerable<MetricValue>> Read);

/// <summary>A metric as it was read; null where it is not known.</summary>
internal readonly record struct MetricValue(HealthMetric Metric, object? Value);
