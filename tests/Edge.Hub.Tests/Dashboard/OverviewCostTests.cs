using System.Data.Common;
using Edge.Hub.Archive;
using Edge.Hub.Dashboard;
using Edge.Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Edge.Hub.Tests.Dashboard;

/// <summary>The first page is read every three seconds by everyone who has it open: it must not walk through the manifests.</summary>
public sealed class OverviewCostTests
{
    [Fact]
    public async Task The_first_page_reads_records_from_an_index_alone()
    {
        await using var hub = await NodeBench.OpenAsync();
        var sql = new Statements(hub.Paths.Database);
        await new Overview(sql, hub.Time).ReadAsync(TestContext.Current.CancellationToken);

        await using var db = await hub.Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var steps = new List<string>();
        foreach (var statement in sql.Texts.Where(t => t.Contains("\"Records\"", StringComparison.Ordinal))) steps.AddRange(await PlanAsync(db, statement));
        Assert.NotEmpty(steps);
        Assert.All(steps.Where(s => s.StartsWith("SCAN", StringComparison.Ordinal) || s.StartsWith("SEARCH", StringComparison.Ordinal)), s => Assert.Contains("COVERING INDEX", s, StringComparison.Ordinal));
    }

    private static async Task<List<string>> PlanAsync(HubDb db, string statement)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The statement is EF Core's own, with no values in it.
        command.CommandText = "EXPLAIN QUERY PLAN " + statement;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var steps = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) steps.Add(reader.GetString(3));
        return steps;
    }

    private sealed class Statements(string path) : DbCommandInterceptor, IDbContextFactory<HubDb>
    {
        public List<string> Texts { get; } = [];

        public HubDb CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<HubDb>();
            HubDbRegistration.Configure(options, path);
            return new HubDb(options.AddInterceptors(this).Options);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
