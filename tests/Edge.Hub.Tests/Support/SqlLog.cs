using System.Data.Common;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Edge.Hub.Tests.Support;

/// <summary>Contexts on a hub's database that note what they read, and how the database goes about it.</summary>
internal sealed class SqlLog(string path) : DbCommandInterceptor, IDbContextFactory<HubDb>
{
    private readonly List<string> _steps = [];

    /// <summary>The steps of every statement's plan that look at records.</summary>
    public IEnumerable<string> RecordSteps => _steps.Where(s => s.StartsWith("SCAN", StringComparison.Ordinal) || s.StartsWith("SEARCH", StringComparison.Ordinal));

    public HubDb CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<HubDb>();
        HubDbRegistration.Configure(options, path);
        return new HubDb(options.AddInterceptors(this).Options);
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (!command.CommandText.Contains("\"Records\"", StringComparison.Ordinal) || !command.CommandText.Contains("SELECT", StringComparison.Ordinal)) return result;
        await using var explain = command.Connection!.CreateCommand();
#pragma warning disable CA2100 // The statement is EF Core's own; its values stay parameters.
        explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
#pragma warning restore CA2100
        explain.Transaction = command.Transaction;
        foreach (DbParameter parameter in command.Parameters) explain.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter(parameter.ParameterName, parameter.Value));
        await using var reader = await explain.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) _steps.Add(reader.GetString(3));
        return result;
    }
}
