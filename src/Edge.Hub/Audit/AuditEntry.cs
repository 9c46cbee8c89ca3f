using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Audit;

/// <summary>Who did what, when. Entries are only ever added, and each holds the digest of the one before.</summary>
internal sealed class AuditEntry
{
    /// <summary>From 1, without a gap.</summary>
    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A user's or a token's name, or the command line; see <see cref="Actor"/>.</summary>
    public required string Actor { get; init; }

    /// <summary>A short name such as <c>board-locked</c>.</summary>
    public required string Act { get; init; }

    /// <summary>What it was done to: a board, a user, an area; never a citizen.</summary>
    public required string Target { get; init; }

    /// <summary>What a reader should know beside it; no personal data.</summary>
    public required string Detail { get; init; }

    /// <summary>Of the entry before; zeros for the first.</summary>
    public required byte[] Previous { get; init; }

    public required byte[] Digest { get; init; }

    /// <summary>SHA-256 over every field by its length, so that no two entries have the same bytes.</summary>
    public static byte[] DigestOf(long number, DateTimeOffset at, string actor, string act, string target, string detail, ReadOnlySpan<byte> previous)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write("edge/v1/audit");
            writer.Write(number);
            writer.Write(at.ToUnixTimeMilliseconds());
            writer.Write(actor);
            writer.Write(act);
            writer.Write(target);
            writer.Write(detail);
            writer.Write(previous);
        }
        return SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    internal sealed class Configuration : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("Audit").HasKey(e => e.Number);
            builder.Property(e => e.Number).ValueGeneratedNever();
            builder.HasIndex(e => new { e.Target, e.Number });
        }
    }
}
