using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>What the archive has of a board, in numbers, kept with each commit: pages that are looked at every few seconds count nothing.</summary>
internal sealed class BoardCounts
{
    public required string Node { get; init; }

    public long Stored { get; set; }

    public long Receiving { get; set; }

    /// <summary>Different sequence numbers among the stored.</summary>
    public long Numbers { get; set; }

    /// <summary>The highest sequence number of all.</summary>
    public long Newest { get; set; }

    /// <summary>Records the board has reported as damaged.</summary>
    public long Damaged { get; set; }

    /// <summary>Sealed bytes of all that was stored, those among them that were deleted since.</summary>
    public long StoredBytes { get; set; }

    /// <summary>Stored records that are in no confirmed copy.</summary>
    public long NotSafe { get; set; }

    /// <summary>Adds to the board's numbers, in whatever transaction is open.</summary>
    public static Task AddAsync(HubDb db, BoardCounts more, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO "BoardCounts" ("Node", "Stored", "Receiving", "Numbers", "Newest", "Damaged", "StoredBytes", "NotSafe")
        VALUES ({more.Node}, {more.Stored}, {more.Receiving}, {more.Numbers}, {more.Newest}, {more.Damaged}, {more.StoredBytes}, {more.NotSafe})
        ON CONFLICT ("Node") DO UPDATE SET "Stored" = "BoardCounts"."Stored" + excluded."Stored", "Receiving" = "BoardCounts"."Receiving" + excluded."Receiving",
            "Numbers" = "BoardCounts"."Numbers" + excluded."Numbers", "Damaged" = "BoardCounts"."Damaged" + excluded."Damaged",
            "StoredBytes" = "BoardCounts"."StoredBytes" + excluded."StoredBytes", "NotSafe" = "BoardCounts"."NotSafe" + excluded."NotSafe",
            "Newest" = CASE WHEN excluded."Newest" > "BoardCounts"."Newest" THEN excluded."Newest" ELSE "BoardCounts"."Newest" END
        """, cancellationToken);

    /// <summary>How many numbers a record that becomes stored adds, or one that is taken back takes away: none where another stored one has the same.</summary>
    public static async Task<int> NumberOfAsync(HubDb db, string node, long sequence, long key, CancellationToken cancellationToken) =>
        await db.Set<ArchivedRecord>().AnyAsync(r => r.Node == node && r.Sequence == sequence && r.State == RecordState.Stored && r.Key != key, cancellationToken) ? 0 : 1;

    internal sealed class Configuration : IEntityTypeConfiguration<BoardCounts>
    {
        public void Configure(EntityTypeBuilder<BoardCounts> builder) => builder.ToTable("BoardCounts").HasKey(c => c.Node);
    }
}
