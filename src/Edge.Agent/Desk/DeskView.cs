using Edge.Agent.Devices;
using Edge.Agent.Enrolment.Worklists;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Show;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Desk;

/// <summary>Looks at everything the officer's page shows.</summary>
internal sealed class DeskView(AgentIdentity identity, KioskSettings kiosk, SceneBoard scenes, DeskCase work, WorklistBook worklist, DeviceRegistry devices, IOptions<DevicesOptions> options, TimeProvider time)
{
    private readonly Func<Task>[] _sources = [() => scenes.Changed, work.Changed, () => worklist.Changed, devices.ChangedAsync];

    /// <summary>One completes at the next change of any of it after the call.</summary>
    /// <param name="before">Those of the last call: what has not completed is used again, or it would be left behind in its source for ever.</param>
    public Task[] Changes(Task[]? before) => [.. _sources.Select((source, i) => before is null || before[i].IsCompleted ? source() : before[i])];

    public KioskSettings Kiosk => kiosk;

    /// <summary>Devices are virtual, and so are citizens.</summary>
    public bool IsTrial => options.Value.Virtual;

    public DeskState Read(SignedIn officer)
    {
        var scene = scenes.Current;
        return new DeskState
        {
            Officer = new OfficerName(officer.Id, officer.Name),
            Node = identity.Node,
            Place = kiosk.Place,
            Trial = IsTrial,
            Time = time.Local(),
            Queue = scene.Queue,
            Line = [.. CallOrder.Line(scene.Queue, kiosk.Options.PriorityInARow)],
            Recalls = kiosk.Options.RecallsBeforeNoShow,
            Case = work.Current(),
            Worklist = worklist.Summary,
            Devices = [.. devices.All.Where(d => d.State != DeviceState.Absent)],
            Faults = scene.Faults,
            Bars = scene.Bars,
            StoreProblem = scene.StoreProblem,
            SwitchingOff = scene.Power.IsLeaving,
        };
    }
}
