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
        services.AddCheckedOptions<ArchiveOptions>(ArchiveOptions.Section);
        return services.AddSingleton(new ArchivePlace(paths)).AddSingleton<ArchiveWriter>().AddDbContextFactory<HubDb>(options => Configure(options, paths.Database));
    }

    // Never makes the file: a connection opened after it was removed would begin an empty archive in its place.
    internal static void Configure(DbContextOptionsBuilder options, string path) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30 }.ToString())
        .AddInterceptors(new DurableSqlite());

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
}
