using System.Data.Common;
using Edge.Testing.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Edge.Hub.Tests.Crash;

/// <summary>The simulator can fail: a hub that commits less durably loses what it had receipted, and that is seen.</summary>
public sealed class HubCrashTeethTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("OFF")]
    // Enough for a database that may forget its last commits; a hub may not.
    [InlineData("NORMAL")]
    public async Task A_hub_that_does_not_fsync_its_commits_is_found_out(string synchronous)
    {
        await using var life = await HubLife.BeginAsync(change: options => options.AddInterceptors(new Laxity(synchronous)));
        await HubLives.ShortAsync(life);
        await AssertFoundAsync(life, life.EnrolledAt, "is lost", "no longer stored", "acknowledged and are gone", "key is lost");
    }

    [Fact]
    public async Task A_commit_of_which_the_fsync_is_left_out_is_found_out()
    {
        await using var life = await HubLife.BeginAsync(step => step is FileStep.Synced { Path: "hub.db-wal" });
        await HubLives.ShortAsync(life);
        await AssertFoundAsync(life, life.EnrolledAt, "no longer stored", "is lost", "acknowledged and are gone", "key is lost");
    }

    [Fact]
    public async Task A_checkpoint_that_is_not_durable_before_its_log_goes_is_found_out()
    {
        await using var life = await HubLife.BeginAsync(step => step is FileStep.Synced { Path: "hub.db" });
        await HubLives.OrdinaryAsync(life);
        await AssertFoundAsync(life, life.EnrolledAt, "is lost", "no longer stored", "damaged", "exception");
    }

    private async Task AssertFoundAsync(HubLife life, int first, params string[] telling)
    {
        var simulator = new HubCrashSimulator();
        bool Tells(string violation) => telling.Any(t => violation.Contains(t, StringComparison.Ordinal));
        await simulator.CheckAsync(life, first, Tells);
        output.WriteLine($"{simulator}\n{simulator.Violations.FirstOrDefault()}");
        Assert.Contains(simulator.Violations, Tells);
    }

    // Set after the hub's own way of opening, as a careless setting would be.
    private sealed class Laxity(string synchronous) : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private void Set(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA synchronous={synchronous}";
            command.ExecuteNonQuery();
        }
    }
}
