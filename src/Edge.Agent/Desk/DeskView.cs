using Edge.Agent.Custody;
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
internal sealed class DeskView(AgentIdentity identity, KioskSettings kiosk, SceneBoard scenes, DeskCase work, WorklistBook worklist, DeviceRegistry devices, IBoardClock clock, IOptions<DevicesOptions> options, TimeProvider time)
{
    private readonly Func<Task>[] _sources = [() => scenes.Changed, work.Changed, () => worklist.Changed, devices.ChangedAsync];

    /// <summary>One completes at the next change of any of it after the call.</summary>
    /// <param name="before">Those of the last call: what has not completed is used again, or it would be left behind in its source for ever.</param>
    public Task[] Changes(Task[]? before) => [.. _sources.Select((source, i) => before is null || before[i].IsCompleted ? source() : before[i])];

    public KioskSettings Kiosk => kiosk;

    /// <summary>Devices are virtual, and so are citizens.</summary>
    public bool IsTrial => options.Value.Virtual;

    /// <param name="officer">Who is signed in.</param>
    /// <param name="asked">At which desk the page stands.</param>
    public DeskState Read(SignedIn officer, int asked)
    {
        var (scene, desk) = (scenes.Current, kiosk.DeskOf(asked));
        return new DeskState
        {
            Officer = new OfficerName(officer.Id, officer.Name),
            Node = identity.Node,
            Place = kiosk.Place,
            Trial = IsTrial,
            Time = time.Local(),
            Queue = scene.Queue,
            Desk = desk,
            Desks = kiosk.Options.Desks,
            SinceCall = scene.Queue.At(desk)?.CalledAt is { } called ? clock.Now().Since(called) : null,
            Line = [.. CallOrder.Line(scene.Queue, kiosk.Options.PriorityInARow, desk)],
            Recalls = kiosk.Options.RecallsBeforeNoShow,
            Case = work.At(desk, scene.Queue),
            Worklist = worklist.Summary,
            Devices = [.. devices.All.Where(d => d.State != DeviceState.Absent)],
            Faults = scene.Faults,
            Bars = scene.Bars,
            Finds = scene.Finds,
            StoreProblem = scene.StoreProblem,
            SwitchingOff = scene.Power.IsLeaving,
        };
    }
}
