using Edge.Agent.Kiosk.Office;

namespace Edge.Agent.Kiosk.Desk;

/// <summary>What a key came to.</summary>
/// <param name="Wish">What the officer wants; null where it is not known yet, or nothing of the queue.</param>
/// <param name="Hint">What the display says to the officer; null where there is nothing to say.</param>
/// <param name="LinkMeter">The link meter starts or stops beeping.</param>
internal sealed record PadAnswer(KioskCommand? Wish = null, string? Hint = null, bool LinkMeter = false)
{
    public static PadAnswer Nothing { get; } = new();
}
