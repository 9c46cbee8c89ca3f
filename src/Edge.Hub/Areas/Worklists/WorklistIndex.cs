using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Areas.Worklists;

/// <summary>The entries of an area's newest worklist without the people: by these digests an import knows each again, and whether it changed. One row, so that an import is one short write.</summary>
internal sealed class WorklistIndex
{
    private const int EntryBytes = 4 + (2 * IndexEntry.DigestBytes);

    public required string Area { get; init; }

    public required int People { get; set; }

    public required byte[] Bytes { get; set; }

    public static byte[] Write(IReadOnlyCollection<IndexEntry> entries)
    {
        var bytes = new byte[entries.Count * EntryBytes];
        var at = bytes.AsSpan();
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt32BigEndian(at, entry.Entry);
            entry.Identity.Span.CopyTo(at[4..]);
            entry.Content.Span.CopyTo(at[(4 + IndexEntry.DigestBytes)..]);
            at = at[EntryBytes..];
        }
        return bytes;
    }

    public static IEnumerable<IndexEntry> Read(byte[] bytes)
    {
        for (var at = 0; at + EntryBytes <= bytes.Length; at += EntryBytes)
        {
            yield return new IndexEntry(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at)), bytes.AsMemory(at + 4, IndexEntry.DigestBytes), bytes.AsMemory(at + 4 + IndexEntry.DigestBytes, IndexEntry.DigestBytes));
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<WorklistIndex>
    {
        public void Configure(EntityTypeBuilder<WorklistIndex> builder) => builder.ToTable("WorklistIndexes").HasKey(e => e.Area);
    }
}

/// <summary>One person of a list, by digests whose key is derived from the area's private one.</summary>
internal sealed record IndexEntry(uint Entry, ReadOnlyMemory<byte> Identity, ReadOnlyMemory<byte> Content)
{
    public const int DigestBytes = 16;

    /// <summary>The identity as a dictionary takes it.</summary>
    public string Key => Convert.ToHexString(Identity.Span);
}
