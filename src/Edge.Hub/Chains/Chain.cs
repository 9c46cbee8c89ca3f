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

/// <summary>A chain as people name it: the first eight digits of its id, as they stand in a board's file names.</summary>
internal static class ChainName
{
    public static string Of(Guid chainId) => chainId.ToString("N")[..8];
}

/// <summary>What the archive counts of one chain; <paramref name="Numbers"/> are different ones, stored or begun.</summary>
internal sealed record ChainCount(Guid ChainId, long First, long Last, long Numbers, long Stored, long Receiving);

/// <summary>Numbers between two records of a chain that have no record.</summary>
internal sealed record Hole(Guid ChainId, long First, long Last);

/// <summary>Numbers of a chain that are not here, and why as far as it is known.</summary>
internal sealed record MissingRange(long First, long Last, MissingReason Reason);

/// <summary>Why a number is not here.</summary>
internal enum MissingReason
{
    /// <summary>Later records of the chain are here.</summary>
    Gap,

    /// <summary>The board says that it can no longer read them.</summary>
    Damaged,

    /// <summary>The chain's signed head named them; nothing after them has come.</summary>
    Tail,
}

/// <summary>Chains too many to list, all older than those that are.</summary>
internal sealed record OlderChains(int Count, long First, long Last, long Missing);

/// <summary>Numbers of records; both ends belong to it.</summary>
internal sealed record NumberRange(long First, long Last)
{
    public long Count => Last - First + 1;
}
