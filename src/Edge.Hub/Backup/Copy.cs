using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Backup;

/// <summary>A copy of stored records: a backup of the whole archive, or an export's list.</summary>
internal sealed class Copy
{
    /// <summary>Rises with every copy of this archive; boards hear the newest confirmed one's.</summary>
    public long Number { get; init; }

    public CopyKind Kind { get; init; }

    public DateTimeOffset BegunAt { get; init; }

    /// <summary>When it was written and had been read back whole; null where that never came.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When someone said that it is away from this machine; null where nobody did.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>Stored records in it.</summary>
    public long Records { get; set; }

    /// <summary>A backup holds every record whose <see cref="Archive.ArchivedRecord.StoredNumber"/> is at most this; 0 for an export.</summary>
    public long UpTo { get; init; }

    /// <summary>SHA-256 of the file, or of the name of an export that goes on, by which it is known again.</summary>
    public byte[]? FileDigest { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Copy>
    {
        public void Configure(EntityTypeBuilder<Copy> builder)
        {
            builder.ToTable("Copies").HasKey(c => c.Number);
            builder.Property(c => c.Number).ValueGeneratedNever();
            // Asked for the highest with each group of records that is stored.
            builder.HasIndex(c => c.UpTo);
        }
    }
}

internal enum CopyKind
{
    /// <summary>The whole archive in one file.</summary>
    Backup = 0,

    /// <summary>Opened records, known by the list an export writes.</summary>
    Export = 1,
}
