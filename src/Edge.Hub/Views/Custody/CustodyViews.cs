using Edge.Hub.Archive;
using Edge.Hub.Views.Fleet;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Views.Custody;

/// <summary>Reads where records are, from numbers that are kept: it looks at no record.</summary>
internal sealed class CustodyViews(IDbContextFactory<HubDb> databases, FleetBook fleet)
{
    /// <summary>Every board, by name.</summary>
    public async Task<CustodyView> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(null, cancellationToken);
        return new CustodyView(rows, CustodyTotals.Of(rows));
    }

    /// <summary>One board; null where none has that name.</summary>
    public async Task<CustodyRow?> OneAsync(string node, CancellationToken cancellationToken) => (await RowsAsync(node, cancellationToken)).SingleOrDefault();

    private async Task<IReadOnlyList<CustodyRow>> RowsAsync(string? only, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var contacts = await db.Set<BoardContact>().AsNoTracking().Where(c => only == null || c.Node == only).ToDictionaryAsync(c => c.Node, cancellationToken);
        var counts = await db.Set<BoardCounts>().AsNoTracking().Where(c => only == null || c.Node == only).ToDictionaryAsync(c => c.Node, cancellationToken);
        var held = (await db.Set<HeldRecords>().AsNoTracking().Where(h => only == null || h.Node == only).ToListAsync(cancellationToken)).ToLookup(h => h.Node);
        var boards = only is null ? fleet.Rows : fleet.Find(only) is { } one ? [one] : [];
        return [.. boards.Select(b => Row(b, contacts.GetValueOrDefault(b.Node), counts.GetValueOrDefault(b.Node), held[b.Node]))];
    }

    private static CustodyRow Row(FleetRow board, BoardContact? contact, BoardCounts? counts, IEnumerable<HeldRecords> held)
    {
        var facts = ArchiveFacts.Of(contact, counts, []);
        return new CustodyRow(
            board.Node,
            board.Group,
            facts.Head,
            counts?.Numbers ?? 0,
            facts.Stored,
            facts.StoredBytes,
            facts.Receiving,
            board.BacklogRecords,
            board.BacklogBytes,
            board.BacklogOldest,
            facts.Gaps,
            facts.Damaged,
            counts?.NotSafe ?? 0,
            [.. held.OrderByDescending(h => h.LastAt).Select(h => new HeldView(Enum.IsDefined((HoldReason)h.Reason) ? (HoldReason)h.Reason : HoldReason.Unknown, h.Records, h.Told, h.LastAt))],
            board.LastContact);
    }
}
