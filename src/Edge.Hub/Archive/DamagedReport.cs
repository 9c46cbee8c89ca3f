using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>A record its board can no longer read: an honest gap in the chain.</summary>
internal sealed class DamagedReport
{
    public long Key { get; init; }

    public required string Node { get; init; }

    public long Sequence { get; init; }

    /// <summary>Empty where even the manifest was unreadable.</summary>
    public Guid RecordId { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<DamagedReport>
    {
        public void Configure(EntityTypeBuilder<DamagedReport> builder)
        {
            builder.ToTable("DamagedReports").HasKey(d => d.Key);
            builder.HasIndex(d => new { d.Node, d.Sequence, d.RecordId }).IsUnique();
        }
    }
}
