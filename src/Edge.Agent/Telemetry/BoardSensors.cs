using System.Globalization;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Power;
using Edge.Hosting.Linux;

namespace Edge.Agent.Telemetry;

/// <summary>What the kernel tells of the board itself; for link and power, where it says nothing, what a modem or a sensor says.</summary>
internal sealed class BoardSensors(SysFiles files, PowerSupply power, DeviceReadings measured)
{
    private static readonly (int Bit, string Word)[] Throttles = [(0, "under-voltage"), (1, "capped"), (2, "throttled"), (3, "hot")];

    private readonly LinkProbe _link = new(files);

    public string LinkTechnology() => _link.Technology();

    public int? SignalDbm() => _link.SignalDbm() ?? measured.Link?.Dbm;

    /// <summary>What feeds the board and what its battery has, both by whoever tells the charge: a board may have a socket that the kernel knows and a battery that it does not.</summary>
    public (string? Source, int? ChargePercent) Power()
    {
        var (charge, battery) = (power.ChargePercent(), measured.Power);
        return charge is null && battery?.ChargePercent is { } sensed ? (SourceOf(battery), sensed) : (power.Source() ?? SourceOf(battery), charge);
    }

    /// <summary>The hottest thermal zone.</summary>
    public float? Celsius()
    {
        var zones = files.Entries("sys/class/thermal").Where(z => z.Contains("/thermal_zone", StringComparison.Ordinal)).Select(z => files.Number($"{z}/temp")).OfType<long>().ToList();
        return zones.Count == 0 ? null : MathF.Round(zones.Max() / 1000f, 1);
    }

    /// <summary>What a Raspberry Pi holds back for just now: "no", or words joined by '+'.</summary>
    public string? Throttling() => ThrottlingOf(files.Text("sys/devices/platform/soc/soc:firmware/get_throttled"));

    /// <summary>How much of its life the most worn eMMC has used, in steps of ten; 100 is all of it.</summary>
    public int? WearPercent() => files.Entries("sys/block").Select(b => WearOf(files.Text($"{b}/device/life_time"))).Max();

    /// <summary>Why the board started: what a watchdog remembers, or that nobody knows.</summary>
    public string? BootCause()
    {
        var flags = files.Entries("sys/class/watchdog").Select(w => files.Number($"{w}/bootstatus")).OfType<long>().ToList();
        return flags.Count == 0 ? null : CauseOf(flags.Aggregate(0L, (all, f) => all | f));
    }

    public long? UptimeSeconds() =>
        double.TryParse(files.Text("proc/uptime")?.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? (long)seconds : null;

    // What flows out of the battery says what feeds the board: something from outside, or the battery itself.
    private static string? SourceOf(PowerReading? battery) => battery is null ? null : battery.Amperes > 0 ? "battery" : "mains";

    internal static string? ThrottlingOf(string? text)
    {
        if (text is null || !int.TryParse(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits)) return null;
        var now = Throttles.Where(t => (bits & 1 << t.Bit) != 0).Select(t => t.Word).ToList();
        return now.Count == 0 ? "no" : string.Join('+', now);
    }

    // JEDEC: two estimates, 0x01 is up to 10 % of the life used, 0x0A up to 100 %, 0x0B beyond it, 0x00 not told.
    internal static int? WearOf(string? lifeTime)
    {
        var worst = (lifeTime ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Select(t => t.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(t[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var step) ? step : 0).DefaultIfEmpty(0).Max();
        return worst is > 0 and <= 11 ? worst * 10 : null;
    }

    // linux/watchdog.h: overheat 1, fans 2, external relays 4 and 8, power under 16, card reset 32, power over 64. None of them set says nothing of why.
    internal static string CauseOf(long bootStatus) => bootStatus switch
    {
        _ when (bootStatus & 32) != 0 => "watchdog",
        _ when (bootStatus & 16) != 0 => "power-under",
        _ when (bootStatus & 64) != 0 => "power-over",
        _ when (bootStatus & 1) != 0 => "overheat",
        0 => "unknown",
        _ => "other",
    };
}
