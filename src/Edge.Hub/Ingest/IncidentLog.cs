using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Ingest;

/// <summary>Puts a batch's refusals on record, one row per board and kind.</summary>
internal static class IncidentLog
{
    public static async Task WriteAsync(Batch batch, CancellationToken cancellationToken)
    {
        foreach (var ((node, kind), (detail, count)) in batch.Incidents)
        {
            var row = await batch.Db.Set<Incident>().FirstOrDefaultAsync(i => i.Node == node && i.Kind == kind, cancellationToken);
            if (row is null) batch.Db.Add(row = new Incident { Node = node, Kind = kind, FirstAt = batch.Now });
            row.Count += count;
            row.Detail = detail.Length <= 200 ? detail : detail[..200];
            row.LastAt = batch.Now;
        }
    }
}
