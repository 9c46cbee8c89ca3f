using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>Tells a new roll from a cover that was opened for another reason.</summary>
internal static class RollRules
{
    /// <summary>The roll after the printer told its state; a new one where it was changed in between.</summary>
    public static RollState After(RollState roll, PrinterStatus status, DateTimeOffset now)
    {
        var open = status.HasFlag(PrinterStatus.CoverOpen);
        // An open cover lifts the paper off its sensor, so that "out" tells nothing then.
        if (open) return roll.Seen == RollEnd.Far ? roll : roll with { Opened = true };
        if (status.HasFlag(PrinterStatus.PaperOut)) return roll with { Seen = RollEnd.Out, Opened = false };

        var near = status.HasFlag(PrinterStatus.PaperNearEnd);
        if (roll.Opened && (roll.Seen == RollEnd.Out || !near)) return New(now) with { Seen = near ? RollEnd.Near : RollEnd.Far };
        // Paper that is back without an open cover was never out: the sensor was unsure.
        if (near) return roll with { Seen = RollEnd.Near, Opened = false };
        return roll.Seen == RollEnd.Out ? roll with { Seen = RollEnd.Far, Opened = false } : roll;
    }

    public static RollState New(DateTimeOffset now) => new() { Since = now };
}
