using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Power;
using Edge.Agent.Telemetry.Faults;

namespace Edge.Agent.Kiosk.Show;

/// <summary>All that lights and display can know; they show the newest one. Times are of the clock that only moves forward.</summary>
internal sealed record Scene
{
    private static readonly TimeSpan FaultShows = TimeSpan.FromSeconds(2);

    /// <summary>The durable queue.</summary>
    public QueueState Queue { get; init; } = QueueState.Empty;

    /// <summary>A press is being worked on: shown at once, before anything is durable.</summary>
    public TimeSpan PressUntil { get; init; }

    /// <summary>Something of the next ticket is chosen: the priority lane, or for how many it is.</summary>
    public TimeSpan ChosenUntil { get; init; }

    /// <summary>A number was just called.</summary>
    public TimeSpan CallUntil { get; init; }

    /// <summary>A press came to nothing.</summary>
    public TimeSpan RefusedUntil { get; init; }

    /// <summary>A word to the officer.</summary>
    public string? Hint { get; init; }

    public TimeSpan HintUntil { get; init; }

    /// <summary>Why no ticket can be given, for technicians; null where the store is well.</summary>
    public string? StoreProblem { get; init; }

    /// <summary>What is wrong with the board's devices, notices last.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Those that are no mere notices.</summary>
    public IReadOnlyList<Fault> Failures => [.. Faults.Where(f => !f.IsNotice)];

    /// <summary>A modem answers.</summary>
    public bool HasModem { get; init; }

    /// <summary>A speaker answers.</summary>
    public bool HasSpeaker { get; init; }

    /// <summary>How much the board spends, and whether it is about to switch itself off.</summary>
    public PowerNow Power { get; init; } = PowerNow.Full;

    /// <summary>0 to 4; null where no modem tells.</summary>
    public int? Bars { get; init; }

    /// <summary>Where there was signal and when, as noted for the next team; the newest first.</summary>
    public IReadOnlyList<SignalFind> Finds { get; init; } = [];

    /// <summary>Until when the link meter beeps.</summary>
    public TimeSpan MeterUntil { get; init; }

    public bool Beeps(TimeSpan now) => now < MeterUntil;

    /// <summary>What became of the stick that was plugged in; shown until <see cref="StickUntil"/>.</summary>
    public StickState Stick { get; init; }

    public TimeSpan StickUntil { get; init; }

    public StickState StickAt(TimeSpan now) => now < StickUntil ? Stick : StickState.None;

    /// <summary>Today's date by the board's clock; null where that is not to be believed.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>The one of several faults whose turn it is; null where there is none.</summary>
    public Fault? FaultAt(TimeSpan now) => Failures is { Count: > 0 } wrong ? wrong[(int)(now.Ticks / FaultShows.Ticks % wrong.Count)] : null;

    /// <summary>When this scene looks different by itself; null where it does not.</summary>
    public TimeSpan? NextChange(TimeSpan now)
    {
        TimeSpan? next = Failures.Count > 1 ? FaultShows * (now.Ticks / FaultShows.Ticks + 1) : null;
        foreach (var at in (ReadOnlySpan<TimeSpan>)[PressUntil, ChosenUntil, CallUntil, RefusedUntil, HintUntil, MeterUntil, StickUntil])
        {
            if (at > now && (next is null || at < next)) next = at;
        }
        return next;
    }
}

/// <summary>How far the board is with a provisioning stick, as people are told.</summary>
internal enum StickState
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It is read, and the hub is asked.</summary>
    Working,

    /// <summary>It was read and may be taken out; the rest is done when there is a link.</summary>
    Waiting,

    /// <summary>The board is provisioned by it.</summary>
    Done,

    /// <summary>It is for another board, or from another hub; nothing has changed.</summary>
    NotOurs,

    /// <summary>It could not be read, or the hub refused; nothing has changed.</summary>
    Failed,
}
