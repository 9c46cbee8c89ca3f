using Edge.Hosting.Configuration;
using Edge.Hub.Admin;
using Edge.Hub.Boards;
using Edge.Hub.Tests.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Crash;

public sealed class HubDatabaseTests
{
    /// <summary>Found by the crash simulator: a power cut during the first start, or an update, and the hub waited for ever at every start.</summary>
    [Fact(Timeout = 120_000)]
    public async Task A_migration_that_a_power_cut_ended_does_not_keep_the_next_start_waiting()
    {
        await using var bench = await IngestBench.OpenAsync();
        await bench.ExecuteAsync("""
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT OR REPLACE INTO "__EFMigrationsLock" VALUES (1, '2030-01-01 00:00:00');
            """);
        var registry = new NodeRegistry(bench.Hub.Archive, bench.Hub.Time);
        await new HubDatabase(bench.Hub.Databases, registry, bench.Hub.Copies, bench.Hub.Areas.Book, bench.Hub.Time).StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await bench.ReadAsync(db => db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task An_archive_of_a_build_that_this_one_does_not_follow_is_left_alone_and_named()
    {
        await using var bench = await IngestBench.OpenAsync();
        await bench.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('20250101000000_Elsewhere', '10.0.0')""");
        var hub = new HubDatabase(bench.Hub.Databases, new NodeRegistry(bench.Hub.Archive, bench.Hub.Time), bench.Hub.Copies, bench.Hub.Areas.Book, bench.Hub.Time);

        var refused = await Assert.ThrowsAsync<ConfigurationException>(() => hub.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("20250101000000_Elsewhere", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was done to it", refused.Message, StringComparison.Ordinal);
    }
}
