using Edge.Hub.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Archive;

/// <summary>Brings the database up to date before anything else starts.</summary>
internal sealed class HubDatabase(IDbContextFactory<HubDb> databases, NodeRegistry registry) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await registry.LoadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
