using System.ComponentModel.DataAnnotations;
using Edge.Hosting.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Edge.Hub.Archive;

internal static class HubDbRegistration
{
    /// <summary>The database of the data folder, behind <see cref="IDbContextFactory{T}"/>.</summary>
    public static IServiceCollection AddHubDb(this IServiceCollection services, HubPaths paths)
    {
        services.AddCheckedOptions<ArchiveOptions>(ArchiveOptions.Section)
            .Validate(o => o.KeepFor == TimeSpan.Zero || o.KeepFor >= ArchiveOptions.LeastKept, "Archive:KeepFor must be 30.00:00:00 (30 days) or more, or 00:00:00 to keep sealed records for ever");
        return services.AddSingleton(new ArchivePlace(paths)).AddSingleton<ArchiveWriter>().AddSingleton<SteadyClock>().AddDbContextFactory<HubDb>(options => Configure(options, paths.Database));
    }

    // Never makes the file: a connection opened after it was removed would begin an empty archive in its place.
    internal static void Configure(DbContextOptionsBuilder options, string path, bool pooled = true)
    {
        options.UseSqlite(Words(path, pooled)).AddInterceptors(new DurableSqlite());
    }

    /// <summary>Closes the connections to this archive that wait for their next use, and no others of the process: another archive's log would go with its last one.</summary>
    internal static void ClearPool(string path)
    {
        using var connection = new SqliteConnection(Words(path, pooled: true));
        SqliteConnection.ClearPool(connection);
    }

    private static string Words(string path, bool pooled)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30 };
        // Said only where it is not so: connections of one pool are told by the same words.
        if (!pooled) connection.Pooling = false;
        return connection.ToString();
    }

    /// <summary>For `dotnet ef migrations`, so that it need not start a hub.</summary>
    internal sealed class Designer : IDesignTimeDbContextFactory<HubDb>
    {
        public HubDb CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<HubDb>();
            Configure(options, "design.db");
            return new HubDb(options.Options);
        }
    }
}

/// <summary>Where the archive stands.</summary>
internal sealed class ArchiveOptions
{
    public const string Section = "Archive";

    /// <summary>Lets the data folder stand on a file system that forgets everything without power; for demonstrations and tests.</summary>
    public bool AllowVolatile { get; init; }

    /// <summary>So long after an export with a record was confirmed its sealed bytes are deleted here; zero keeps them for ever. A backup alone deletes nothing. Manifests and receipts always stay.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "36500.00:00:00")]
    public TimeSpan KeepFor { get; init; }

    internal static readonly TimeSpan LeastKept = TimeSpan.FromDays(30);
}
