using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Fleet.History;

/// <summary>One day of one board, in the local time of its place.</summary>
internal sealed class BoardDay
{
    public required string Node { get; init; }

    /// <summary>Days since 1970-01-01.</summary>
    public int Day { get; init; }

    /// <summary>In which five minutes it was heard: 288 bits, the first in the lowest of the first byte.</summary>
    public byte[] Contacts { get; set; } = [];

    /// <summary>Figures of each hour, packed.</summary>
    public byte[] Hours { get; set; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<BoardDay>
    {
        public void Configure(EntityTypeBuilder<BoardDay> builder)
        {
            builder.ToTable("BoardDays").HasKey(d => new { d.Node, d.Day });
            // The last week of all boards at the start, and the oldest days to delete.
            builder.HasIndex(d => d.Day);
        }
    }
}
