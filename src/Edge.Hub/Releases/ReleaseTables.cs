using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Releases;

/// <summary>A release file that an operator has added; its bytes are a file of the data folder.</summary>
internal sealed class AddedRelease
{
    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string Digest { get; init; }

    public required string Version { get; init; }

    public required long Number { get; init; }

    public required string Architecture { get; init; }

    /// <summary>The release whose files it is short of; 0 for a whole one.</summary>
    public required long BaseNumber { get; init; }

    public required long Size { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public required string AddedBy { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AddedRelease>
    {
        public void Configure(EntityTypeBuilder<AddedRelease> builder) => builder.ToTable("AddedReleases").HasKey(r => r.Digest);
    }
}

/// <summary>Which version a board is offered. A board is offered one, or none.</summary>
internal sealed class ReleaseOffer
{
    public required string Node { get; init; }

    public required string Version { get; set; }

    public required DateTimeOffset OfferedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ReleaseOffer>
    {
        public void Configure(EntityTypeBuilder<ReleaseOffer> builder)
        {
            builder.ToTable("ReleaseOffers").HasKey(o => o.Node);
            builder.HasIndex(o => o.Version);
        }
    }
}
