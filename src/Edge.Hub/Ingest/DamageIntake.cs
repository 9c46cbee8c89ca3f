using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Ingest;

/// <summary>Notes which records a board can no longer read, so that a gap has its reason.</summary>
internal static class DamageIntake
{
    private const int Most = 1024;

    public static async Task NoteAsync(Batch batch, string node, DamagedRecord damaged, CancellationToken cancellationToken)
    {
        if (damaged.Sequence is 0 or > Limits.Sequence) throw new MalformedException($"damaged record's sequence must be 1 to {Limits.Sequence}");
        var id = damaged.Manifest is { } m ? RecordManifest.Read(m).RecordId : Guid.Empty;
        var sequence = (long)damaged.Sequence;
        var known = batch.Db.Set<DamagedReport>().Local.Any(d => d.Node == node && d.Sequence == sequence && d.RecordId == id)
            || await batch.Db.Set<DamagedReport>().AnyAsync(d => d.Node == node && d.Sequence == sequence && d.RecordId == id, cancellationToken);
        if (known) return;
        var reported = batch.Db.ChangeTracker.Entries<DamagedReport>().Count(d => d.State == EntityState.Added && d.Entity.Node == node)
            + await batch.Db.Set<DamagedReport>().CountAsync(d => d.Node == node, cancellationToken);
        if (reported >= Most)
        {
            batch.Refuse(node, "too-many-damaged", $"the board reports more than {Most} damaged records; only so many are listed");
            return;
        }
        batch.Db.Add(new DamagedReport { Node = node, Sequence = sequence, RecordId = id, ReportedAt = batch.Now });
        batch.CountsOf(node).Damaged++;
        batch.Refuse(node, "damaged-on-board", $"the board can no longer read its record number {sequence}");
    }
}
