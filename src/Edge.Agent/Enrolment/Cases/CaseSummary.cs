using System.Text.Json;
using Edge.Agent.Devices;
using Edge.Agent.Enrolment.Services;
using Edge.Agent.Enrolment.Steps;

namespace Edge.Agent.Enrolment.Cases;

/// <summary>What the record says in its own fields: how the case went. Who it is stands in the sealed parts alone.</summary>
internal static class CaseSummary
{
    /// <summary>Of a case whose steps are all done.</summary>
    public static string Of(CaseState state, ServicePlan plan, DevicesOptions devices, CaseMoment ended, string officer) => Write(state, ended, officer, new
    {
        Steps = state.Done.Select(d => new { d.Step, d.At, d.Officer, Skipped = d.Skipped ? true : (bool?)null, d.Facts }),
        Requested = plan.Request ? true : (bool?)null,
        Devices = new { Finger = Driver(devices.Finger.Driver), Camera = Driver(devices.Camera.Driver), Speaker = Driver(devices.Speaker.Driver), Virtual = devices.Virtual ? true : (bool?)null },
    });

    /// <summary>Of a case that could not be brought to its end.</summary>
    public static string Unable(CaseState state, CaseMoment ended, string officer, string reason, DateOnly? again) => Write(state, ended, officer, new
    {
        Reason = reason,
        Again = again,
        // What was begun is told without what was captured.
        Steps = state.Done.Select(d => new { d.Step, d.At, d.Officer }),
    });

    private static string Driver(Enum driver) => driver.ToString().ToLowerInvariant();

    private static string Write(CaseState state, CaseMoment ended, string officer, object rest)
    {
        var all = JsonSerializer.SerializeToNode(new
        {
            state.Service,
            state.Ticket,
            Day = state.Day == 0 ? null : (long?)state.Day,
            state.Language,
            state.Officer,
            state.Begun,
            Ended = ended,
            EndedBy = officer,
            Vouchers = state.Exceptions.Count == 0 ? null : state.Exceptions.Select(e => new { e.Second, For = "finger", e.Position }),
            Activations = state.Activations.Count == 0 ? null : state.Activations,
        }, StepKeeper.Json)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(rest, StepKeeper.Json)!.AsObject().ToList()) all[name] = value?.DeepClone();
        return all.ToJsonString(StepKeeper.Json);
    }
}
