using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Telemetry.Faults;
using Edge.Contracts.Shown;
using Edge.Hosting.Sockets;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>What printing tells people: written by the print loop, read by lights, voice and the local API.</summary>
internal sealed class PaperStatus(PaperRoll roll, TimeProvider time) : IStatusSection
{
    private volatile Reading _now = new();
    private readonly Signal _changed = new();

    public string Name => "paper";

    public PaperState State => _now.State;

    /// <summary>True where a paper that is due now would come out.</summary>
    public bool Prints => State is PaperState.Ready or PaperState.NearEnd;

    /// <summary>Completes at the next change of <see cref="State"/> after the call.</summary>
    public Task Changed => _changed.Next;

    public object Read() => new
    {
        State = _now.State.ToString(),
        _now.Problem,
        _now.Papers,
        _now.LastAt,
        _now.Waiting,
        Roll = new { UsedMm = roll.UsedMillimetres, LeftMm = roll.LeftMillimetres, roll.NearEnd, roll.State.Since },
    };

    /// <summary>The printer is like this now.</summary>
    /// <param name="device">Whether it is there at all.</param>
    /// <param name="status">What it says; null where it says nothing.</param>
    /// <param name="problem">Why nothing is printed although it is ready; null where it is.</param>
    public PaperState Saw(DeviceState device, PrinterStatus? status, string? problem = null)
    {
        var state = Of(device, status);
        if (problem is not null && state is PaperState.Ready or PaperState.NearEnd) state = PaperState.Error;
        var before = _now.State;
        _now = _now with { State = state, Problem = problem };
        if (state != before) _changed.Set();
        return state;
    }

    /// <summary>What the printer does not say of itself: that it takes papers and prints none, and that by the count the roll is nearly used up.</summary>
    public IEnumerable<Fault> Faults() => _now switch
    {
        { State: PaperState.Error, Problem: { } problem } => [new Fault(DeviceNames.Printer, FaultWords.NotPrinting, problem)],
        { State: PaperState.NearEnd } => [new Fault(DeviceNames.Printer, FaultWords.PaperNearEnd)],
        _ => [],
    };

    public void Waits(bool waiting) => _now = _now with { Waiting = waiting };

    public void Printed() => _now = _now with { Papers = _now.Papers + 1, LastAt = time.GetUtcNow() };

    private PaperState Of(DeviceState device, PrinterStatus? status) => (device, status) switch
    {
        (DeviceState.Absent, _) => PaperState.Absent,
        (DeviceState.Failed, _) or (_, null) => PaperState.Failed,
        (_, { } s) when s.HasFlag(PrinterStatus.CoverOpen) => PaperState.CoverOpen,
        (_, { } s) when s.HasFlag(PrinterStatus.PaperOut) => PaperState.Out,
        (_, { } s) when s.HasFlag(PrinterStatus.Cutter) => PaperState.Cutter,
        (_, { } s) when s.HasFlag(PrinterStatus.Error) => PaperState.Error,
        (_, { } s) when s.HasFlag(PrinterStatus.Offline) => PaperState.Offline,
        _ => roll.NearEnd ? PaperState.NearEnd : PaperState.Ready,
    };

    private sealed record Reading
    {
        public PaperState State { get; init; } = PaperState.Absent;

        public string? Problem { get; init; }

        /// <summary>Papers printed since the agent began.</summary>
        public long Papers { get; init; }

        public DateTimeOffset? LastAt { get; init; }

        /// <summary>Something is to be printed and could not be yet.</summary>
        public bool Waiting { get; init; }
    }
}
