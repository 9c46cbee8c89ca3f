using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>That the hub would not take records of a board for now, and why: one row per board and reason.</summary>
internal sealed class HeldRecords
{
    public required string Node { get; init; }

    /// <summary>The number of the reason on the wire.</summary>
    public int Reason { get; init; }

    /// <summary>How many records it was told of when it was last told.</summary>
    public int Records { get; set; }

    /// <summary>How often it was told, each record by itself.</summary>
    public long Told { get; set; }

    public DateTimeOffset LastAt { get; set; }

    /// <summary>Puts it on record, in whatever transaction is open.</summary>
    public static Task NoteAsync(HubDb db, string node, int reason, int records, DateTimeOffset now, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO "HeldRecords" ("Node", "Reason", "Records", "Told", "LastAt") VALUES ({node}, {reason}, {records}, {records}, {now.ToUnixTimeMilliseconds()})
        ON CONFLICT ("Node", "Reason") DO UPDATE SET "Records" = excluded."Records", "Told" = "HeldRecords"."Told" + excluded."Told", "LastAt" = excluded."LastAt"
        """, cancellationToken);

    internal sealed class Configuration : IEntityTypeConfiguration<HeldRecords>
    {
        public void Configure(EntityTypeBuilder<HeldRecords> builder) => builder.ToTable("HeldRecords").HasKey(h => new { h.Node, h.Reason });
    }
}
