using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>A fact about this archive as a whole.</summary>
internal sealed class HubSetting
{
    /// <summary>Rises when the archive is restored from a backup; starts at 1.</summary>
    public const string ArchiveEpoch = "archive-epoch";

    public required string Key { get; init; }

    public required string Value { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<HubSetting>
    {
        public void Configure(EntityTypeBuilder<HubSetting> builder)
        {
            builder.ToTable("HubSettings");
            builder.HasKey(s => s.Key);
            builder.HasData(new HubSetting { Key = ArchiveEpoch, Value = "1" });
        }
    }
}
