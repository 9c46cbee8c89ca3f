using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Edge.Hub.Archive;

/// <summary>The hub's database. Each feature brings its own tables (<see cref="IEntityTypeConfiguration{T}"/>); take a context from <see cref="IDbContextFactory{T}"/> for one unit of work.</summary>
internal sealed class HubDb(DbContextOptions<HubDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(HubDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    /// <summary>The archive epoch in force.</summary>
    public async Task<ulong> ArchiveEpochAsync(CancellationToken cancellationToken)
    {
        var setting = await Set<HubSetting>().AsNoTracking().SingleAsync(s => s.Key == HubSetting.ArchiveEpoch, cancellationToken);
        return ulong.Parse(setting.Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A command for many rows of a table, in the transaction that is open; the connection is, too.</summary>
    public SqliteCommand Command(string sql) => new(sql, (SqliteConnection)Database.GetDbConnection(), (SqliteTransaction?)Database.CurrentTransaction?.GetDbTransaction());

    // SQLite has no type for a moment; a number sorts and compares, text with an offset does not.
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        value => value.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
}
