using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Telemetry;
using Edge.Hosting;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Admin;

/// <summary><c>GET /v1/status</c>: how this board is, in one answer.</summary>
internal sealed class StatusEndpoint(AgentIdentity identity, Custodian custodian, IRecordSpool spool, IRecordIndex index, BacklogGauge gauge,
    IEnumerable<IStatusSection> sections, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public Task HandleAsync(HttpContext context) => Answers.WriteAsync(context, StatusCodes.Status200OK, Read());

    private Dictionary<string, object> Read()
    {
        var (chain, backlog, store) = (custodian.Current, gauge.Read(), index.Health());
        var status = new Dictionary<string, object>
        {
            ["node"] = identity.Node,
            ["version"] = ProductVersion.Text,
            ["uptimeSeconds"] = (long)time.GetElapsedTime(_started).TotalSeconds,
            ["chain"] = new { chain.ChainId, chain.FirstSequence, chain.LastSequence },
            ["accepted"] = custodian.Accepted,
            ["backlog"] = new { backlog.Records, backlog.Bytes, OldestAgeSeconds = (long?)backlog.OldestAge?.TotalSeconds },
            ["quarantined"] = spool.Damaged.Count,
            ["store"] = new { store.State, store.Failure, store.NoRoom, store.FreeBytes, store.ReserveBytes, store.Kept, store.BallastInPlace },
        };
        foreach (var section in sections) status[section.Name] = section.Read();
        return status;
    }
}
