using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>Record numbers a board keeps and this archive had not: they were asked for again.</summary>
internal sealed class AskedBack
{
    public long Key { get; init; }

    public required string Node { get; init; }

    public Guid ChainId { get; init; }

    public long First { get; init; }

    public long Last { get; init; }

    public long Epoch { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AskedBack>
    {
        public void Configure(EntityTypeBuilder<AskedBack> builder)
        {
            builder.ToTable("AskedBack").HasKey(a => a.Key);
            builder.HasIndex(a => new { a.Node, a.ChainId, a.First, a.Last, a.Epoch }).IsUnique();
        }
    }
}
