using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Boards;

/// <summary>What somebody wrote down of a board for the next who looks at it.</summary>
internal sealed class BoardNote
{
    public long Key { get; init; }

    public required string Node { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string Text { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<BoardNote>
    {
        public void Configure(EntityTypeBuilder<BoardNote> builder)
        {
            builder.ToTable("BoardNotes").HasKey(n => n.Key);
            builder.HasIndex(n => new { n.Node, n.Key });
        }
    }
}
