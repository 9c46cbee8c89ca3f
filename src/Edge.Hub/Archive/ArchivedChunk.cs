using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>A committed range of a record's sealed bytes. Rows of one record never overlap; there is no second copy.</summary>
internal sealed class ArchivedChunk
{
    public long Key { get; init; }

    public long RecordKey { get; init; }

    public long Offset { get; init; }

    public int Length { get; init; }

    public required byte[] Data { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<ArchivedChunk>
    {
        public void Configure(EntityTypeBuilder<ArchivedChunk> builder)
        {
            builder.ToTable("Chunks").HasKey(c => c.Key);
            builder.HasIndex(c => new { c.RecordKey, c.Offset }).IsUnique();
            builder.HasOne<ArchivedRecord>().WithMany().HasForeignKey(c => c.RecordKey).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
