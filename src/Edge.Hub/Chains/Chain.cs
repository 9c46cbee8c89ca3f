using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Chains;

/// <summary>What the newest signed head of a chain promised. It outlives the chain: a board that starts anew, or is lost, still owes what it names.</summary>
internal sealed class Chain
{
    public required string Node { get; init; }

    public Guid ChainId { get; init; }

    public long FirstSequence { get; init; }

    /// <summary>The highest number a head of this chain ever named; it never goes back.</summary>
    public long LastSequence { get; set; }

    /// <summary>SHA-256 of the manifest of <see cref="LastSequence"/>.</summary>
    public required byte[] LastDigest { get; set; }

    public DateTimeOffset FirstHeardAt { get; init; }

    /// <summary>When the head with <see cref="LastSequence"/> was first heard.</summary>
    public DateTimeOffset HeadAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Chain>
    {
        public void Configure(EntityTypeBuilder<Chain> builder) => builder.ToTable("Chains").HasKey(c => new { c.Node, c.ChainId });
    }
}
