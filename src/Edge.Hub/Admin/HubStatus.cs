using Edge.Hosting;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Keys;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Admin;

/// <summary>The hub itself.</summary>
internal sealed class HubStatus(HubPaths paths, HubKeys keys, IBroker broker, NodeRegistry nodes, IDbContextFactory<HubDb> databases, HubHealth health) : IStatusPart
{
    public string Name => "hub";

    public async Task<object> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return new
        {
            Version = ProductVersion.Text,
            ProcessId = Environment.ProcessId,
            health.StartedAt,
            paths.Data,
            Broker = broker.State,
            TrustVersion = keys.Trust.Version,
            ArchiveEpoch = await db.ArchiveEpochAsync(cancellationToken),
            Nodes = nodes.Nodes.Count,
            RevokedNodes = nodes.Nodes.Values.Count(n => n.Revoked),
        };
    }
}
