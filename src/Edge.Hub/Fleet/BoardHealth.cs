using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Fleet;

/// <summary>The last a board told of itself, so that a restarted hub still knows it, and how old it is.</summary>
internal sealed class BoardHealth
{
    public required string Node { get; init; }

    /// <summary>Of the newest birth, so that its death is known.</summary>
    public int BirthDeath { get; set; }

    /// <summary>Its death was heard, and when.</summary>
    public DateTimeOffset? DiedAt { get; set; }

    /// <summary>A Sparkplug payload of every value by name; its times are the hub's, at which each was told.</summary>
    public byte[] Values { get; set; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<BoardHealth>
    {
        public void Configure(EntityTypeBuilder<BoardHealth> builder) => builder.ToTable("BoardHealth").HasKey(h => h.Node);
    }
}
