using Edge.Hub.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Archive;

/// <summary>Brings the database up to date before anything else starts.</summary>
internal sealed class HubDatabase(IDbContextFactory<HubDb> databases, NodeRegistry registry) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // A migration marks in a table that it is under way, and waits for ever while the mark is there. One that a power cut
        // ended cannot take its mark away; none other can be under way, since this process holds the data folder's lock.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await registry.LoadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
