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

    /// <summary>What a migration writes, until the first start.</summary>
    public const string NoEpochYet = "1";

    public required string Key { get; init; }

    public required string Value { get; set; }

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
