using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Kiosk.Show;

/// <summary>All that lights and display can know; they show the newest one. Times are of the clock that only moves forward.</summary>
internal sealed record Scene
{
    /// <summary>The durable queue.</summary>
    public QueueState Queue { get; init; } = QueueState.Empty;

    /// <summary>A press is being worked on: shown at once, before anything is durable.</summary>
    public TimeSpan PressUntil { get; init; }

    /// <summary>The next ticket is for the priority lane.</summary>
    public TimeSpan PriorityUntil { get; init; }

    /// <summary>A number was just called.</summary>
    public TimeSpan CallUntil { get; init; }

    /// <summary>A press came to nothing.</summary>
    public TimeSpan RefusedUntil { get; init; }

    /// <summary>A word to the officer.</summary>
    public string? Hint { get; init; }

    public TimeSpan HintUntil { get; init; }

    /// <summary>Why no ticket can be given, for technicians; null where the store is well.</summary>
    public string? StoreProblem { get; init; }

    /// <summary>A device that the settings name is missing or broken.</summary>
    public bool DeviceFailed { get; init; }

    /// <summary>0 to 4; null where no modem tells.</summary>
    public int? Bars { get; init; }

    /// <summary>Until when the link meter beeps.</summary>
    public TimeSpan MeterUntil { get; init; }

    public bool Beeps(TimeSpan now) => now < MeterUntil;

    /// <summary>Today's opening hours, for people; empty where none are known.</summary>
    public string Hours { get; init; } = "";

    /// <summary>When this scene looks different by itself; null where it does not.</summary>
    public TimeSpan? NextChange(TimeSpan now)
    {
        TimeSpan? next = null;
        foreach (var at in (ReadOnlySpan<TimeSpan>)[PressUntil, PriorityUntil, CallUntil, RefusedUntil, HintUntil, MeterUntil])
        {
            if (at > now && (next is null || at < next)) next = at;
        }
        return next;
    }
}
