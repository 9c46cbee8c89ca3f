using System.Globalization;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;

namespace Edge.Benchmarks.Fleet;

/// <summary>The figures of a fleet, the targets beside them.</summary>
internal static class FleetReport
{
    private const double TargetMiB = 1536, TargetPercent = 25;

    public static Report Of(string name, BenchContext context, FleetPlan plan, FleetOutcome o) => new(name, string.Create(CultureInfo.InvariantCulture, $"{plan.Boards} boards over mutual TLS"),
    [
        string.Create(CultureInfo.InvariantCulture, $"one process with {plan.Boards} connections of its own (TLS 1.3, P-256 certificates of the hub's authority) on the loopback; births and data by the agent's own encoding, three values a minute; phases of {FleetPlan.Steady.TotalSeconds:0} s"),
        string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors do both sides; the machine's load at the end: {ProcessorTime.Load}; data on {context.Disk.FileSystem} ({context.Durability}); percent of one core; memory is RssAnon"),
        string.Create(CultureInfo.InvariantCulture, $"an outage resets every connection at once and lasts {FleetPlan.Outage.TotalSeconds:0} s; a board is back when the hub has answered its offer; attempts that failed after it: {o.Failures}{(o.Reasons.Length > 0 ? $" ({o.Reasons})" : "")}"),
        string.Create(CultureInfo.InvariantCulture, $"the load process has {o.LoadMiB:0} MiB; answers to idle boards in {FleetPlan.Steady.TotalSeconds:0} s: {o.Haves}"),
    ],
    [
        .. o.Alone is { } alone ? [new Figure("broker alone with a plain reader, health each minute", alone.BrokerPercent, "%") { Ratio = 1 }] : Array.Empty<Figure>(),
        new("hub + broker, health each minute", o.Health.HubPercent + o.Health.BrokerPercent, "%") { Ratio = o.Alone is { BrokerPercent: > 0 } a ? (o.Health.HubPercent + o.Health.BrokerPercent) / a.BrokerPercent : null, Target = TargetPercent, TargetIsValue = true },
        new("  the hub's share", o.Health.HubPercent, "%"),
        new("  the broker's share", o.Health.BrokerPercent, "%"),
        new("hub + broker, and each board says every 30 s that it is there", o.Whole.HubPercent + o.Whole.BrokerPercent, "%"),
        new("  the hub's share", o.Whole.HubPercent, "%"),
        new("  the broker's share", o.Whole.BrokerPercent, "%"),
        new("hub with nobody connected", o.Idle.HubPercent, "%"),
        new("hub + broker: private memory at most", o.HubMiB + o.BrokerMiB, "MiB") { Target = TargetMiB },
        new("  the hub's", o.HubMiB, "MiB"),
        new("  the broker's", o.BrokerMiB, "MiB"),
        new("boards served at first", o.Connected, "") { Target = plan.Boards, AtLeast = true },
        new("  after", o.Connect.TotalSeconds, "s"),
        new("boards online by their births", o.OnlineBefore, "") { Target = plan.Boards, AtLeast = true },
        new("boards known to be away in the outage", o.OfflineInOutage, "") { Target = plan.Boards, AtLeast = true },
        new("boards served again after it", o.Returned, "") { Target = plan.Boards, AtLeast = true },
        new("  after", o.Return.TotalSeconds, "s") { Target = FleetPlan.ReturnLimit.TotalSeconds },
        new("boards online by their births, 15 s later", o.OnlineAfter, "") { Target = plan.Boards, AtLeast = true },
        new("births the hub had to ask for", o.Rebirths, ""),
        new("subscriptions refused", o.RefusedSubscriptions, "") { Target = 0 },
        new("messages the hub dropped", o.Dropped, "") { Target = 0 },
        new("boards evicted", o.Evictions, "") { Target = 0 },
    ]);
}
