using Edge.Hub.Archive;
using Edge.Hub.Areas;
using Edge.Hub.Backup;
using Edge.Hub.Boards;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Admin;

/// <summary>Brings the database up to date before anything else starts.</summary>
internal sealed class HubDatabase(IDbContextFactory<HubDb> databases, NodeRegistry registry, BackupRegistry copies, AreaBook areas, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await MakeAsync(db.Database.GetDbConnection().DataSource, cancellationToken);
        // A migration marks in a table that it is under way, and waits for ever while the mark is there. One that a power cut
        // ended cannot take its mark away; none other can be under way, since this process holds the data folder's lock.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await ArchiveSchema.BringUpToDateAsync(db, cancellationToken);
        await BeginEpochAsync(db, cancellationToken);
        await registry.LoadAsync(cancellationToken);
        await copies.LoadAsync(cancellationToken);
        await areas.LoadAsync(cancellationToken);
    }

    private static async Task MakeAsync(string path, CancellationToken cancellationToken)
    {
        await using var maker = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString());
        await maker.OpenAsync(cancellationToken);
    }

    // An archive begun anew where there was one before must not pass for that one: boards then tell what they keep.
    private async Task BeginEpochAsync(HubDb db, CancellationToken cancellationToken)
    {
        var setting = await db.Set<HubSetting>().SingleAsync(s => s.Key == HubSetting.ArchiveEpoch, cancellationToken);
        if (setting.Value != HubSetting.NoEpochYet || await db.Set<ArchivedRecord>().AnyAsync(cancellationToken)) return;
        setting.Value = Math.Max(1, time.GetUtcNow().ToUnixTimeSeconds()).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await db.SaveChangesAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
