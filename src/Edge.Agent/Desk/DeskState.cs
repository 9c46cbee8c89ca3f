using Edge.Agent.Devices;
using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Worklists;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Telemetry.Faults;

namespace Edge.Agent.Desk;

/// <summary>All that the officer's page shows at one moment.</summary>
internal sealed record DeskState
{
    public required OfficerName Officer { get; init; }

    public required string Node { get; init; }

    public required string Place { get; init; }

    /// <summary>Devices are virtual, and so are citizens.</summary>
    public required bool Trial { get; init; }

    /// <summary>Local time; null where the clock is not to be believed.</summary>
    public DateTimeOffset? Time { get; init; }

    public required QueueState Queue { get; init; }

    /// <summary>At which desk this page stands, of how many.</summary>
    public int Desk { get; init; } = 1;

    public int Desks { get; init; } = 1;

    /// <summary>Who is called or served at this desk.</summary>
    public Ticket? AtDesk => Queue.At(Desk);

    /// <summary>The time since that call; null where no clock can tell.</summary>
    public TimeSpan? SinceCall { get; init; }

    /// <summary>Who waits, in the order of the calls.</summary>
    public IReadOnlyList<Ticket> Line { get; init; } = [];

    /// <summary>How often a number is called again before it may be put aside.</summary>
    public int Recalls { get; init; }

    /// <summary>Null where there is none.</summary>
    public CaseView? Case { get; init; }

    /// <summary>Null where there is none.</summary>
    public WorklistSummary? Worklist { get; init; }

    /// <summary>Those that the settings name.</summary>
    public IReadOnlyList<DeviceStatus> Devices { get; init; } = [];

    /// <summary>What is wrong with the board, notices last.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>0 to 4; null where no modem tells.</summary>
    public int? Bars { get; init; }

    /// <summary>Where there was signal, noted for the next team; the newest first.</summary>
    public IReadOnlyList<SignalFind> Finds { get; init; } = [];

    /// <summary>Why nothing can be taken in; null where it can.</summary>
    public string? StoreProblem { get; init; }

    /// <summary>The battery is nearly empty: the step in hand is finished, and the board switches itself off.</summary>
    public bool SwitchingOff { get; init; }
}
