using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Backup;

/// <summary>That this archive was restored from a backup; what came after that backup is asked back from the boards.</summary>
internal sealed class Restored
{
    /// <summary>The archive epoch that began then.</summary>
    public long Epoch { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The backup's number.</summary>
    public long Copy { get; init; }

    /// <summary>When the backup was begun: nothing stored later is in it.</summary>
    public DateTimeOffset CopyBegunAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Restored>
    {
        public void Configure(EntityTypeBuilder<Restored> builder)
        {
            builder.ToTable("Restores").HasKey(r => r.Epoch);
            builder.Property(r => r.Epoch).ValueGeneratedNever();
        }
    }
}
