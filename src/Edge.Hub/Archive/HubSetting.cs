using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>A fact about this archive as a whole.</summary>
internal sealed class HubSetting
{
    /// <summary>Another one whenever the archive is begun anew or restored from a backup: Unix seconds, and always higher than before.</summary>
    public const string ArchiveEpoch = "archive-epoch";

    /// <summary>When it was last tried, after commits had failed, whether one succeeds: Unix milliseconds.</summary>
    public const string LastTrial = "last-trial";

    /// <summary>See <see cref="SteadyClock"/>: Unix milliseconds.</summary>
    public const string NewestTime = "newest-time";

    /// <summary>The highest number under which a record was stored when one was last taken back.</summary>
    public const string TakenBackNumber = "taken-back-number";

    /// <summary>How often too many wrong passwords have locked a name, whether a user has it or nobody.</summary>
    public const string Strangers = "sign-in-strangers";

    /// <summary>What a migration writes, until the first start.</summary>
    public const string NoEpochYet = "1";

    public required string Key { get; init; }

    public required string Value { get; set; }

    /// <summary>Null where it was never put.</summary>
    public static Task<string?> ReadAsync(HubDb db, string key, CancellationToken cancellationToken) =>
        db.Set<HubSetting>().Where(s => s.Key == key).Select(s => (string?)s.Value).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Saved with what else the context has.</summary>
    public static async Task PutAsync(HubDb db, string key, string value, CancellationToken cancellationToken)
    {
        var setting = await db.Set<HubSetting>().SingleOrDefaultAsync(s => s.Key == key, cancellationToken);
        if (setting is null) db.Add(new HubSetting { Key = key, Value = value });
        else setting.Value = value;
    }

    internal sealed class Table : IEntityTypeConfiguration<HubSetting>
    {
        public void Configure(EntityTypeBuilder<HubSetting> builder)
        {
            builder.ToTable("HubSettings");
            builder.HasKey(s => s.Key);
            builder.HasData(new HubSetting { Key = ArchiveEpoch, Value = NoEpochYet });
        }
    }
}
