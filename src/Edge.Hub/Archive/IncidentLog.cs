using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Archive;

/// <summary>Puts refusals on record, one row per board and kind.</summary>
internal static class IncidentLog
{
    public static async Task NoteAsync(HubDb db, string node, string kind, string detail, int count, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await db.Set<Incident>().FirstOrDefaultAsync(i => i.Node == node && i.Kind == kind, cancellationToken);
        if (row is null) db.Add(row = new Incident { Node = node, Kind = kind, FirstAt = now });
        row.Count += count;
        row.Detail = detail.Length <= 200 ? detail : detail[..200];
        row.LastAt = now;
    }
}
