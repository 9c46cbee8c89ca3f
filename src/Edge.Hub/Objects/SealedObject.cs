using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Objects;

/// <summary>An object as it was sealed to one key of one board. It is kept, since a pull goes on by its digest and each sealing has another.</summary>
internal sealed class SealedObject
{
    public required string Node { get; init; }

    public required string Name { get; init; }

    public required long Version { get; init; }

    /// <summary>What it is a difference to; 0 for a whole one.</summary>
    public required long BaseVersion { get; init; }

    /// <summary>Of the board's key it is sealed to.</summary>
    public required string KeyId { get; init; }

    /// <summary>The area it is about; a board that was moved to another one gets it no more.</summary>
    public required string Area { get; init; }

    /// <summary>SHA-256 of <see cref="Bytes"/>.</summary>
    public required byte[] Digest { get; init; }

    public required long Size { get; init; }

    public required byte[] Bytes { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SealedObject>
    {
        public void Configure(EntityTypeBuilder<SealedObject> builder)
        {
            // As many as there are boards, keys in use, and versions on offer: nothing a board says adds to that.
            builder.ToTable("SealedObjects").HasKey(o => new { o.Node, o.Name, o.Version, o.BaseVersion, o.KeyId });
            builder.HasIndex(o => new { o.Node, o.Digest });
            builder.HasIndex(o => new { o.Area, o.Name });
        }
    }
}
