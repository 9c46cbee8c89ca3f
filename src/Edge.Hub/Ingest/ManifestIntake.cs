using Edge.Contracts.Records;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Chains;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Ingest;

/// <summary>Finds the row of a record, or begins one for a manifest that its own node signed; the same whichever way the record comes.</summary>
internal sealed class ManifestIntake(TransferCache transfers)
{
    /// <param name="key">The one that signed it.</param>
    public async Task<Transfer> FindOrAddAsync(Batch batch, string carrier, string path, RecordManifest manifest, KnownKey key, Func<Task> beforeAdding, CancellationToken cancellationToken)
    {
        var same = await batch.Db.Set<ArchivedRecord>()
            .Where(r => r.RecordId == manifest.RecordId && r.Node == manifest.Fields.Node).ToListAsync(cancellationToken);
        if (same.Find(r => r.ManifestDigest.AsSpan().SequenceEqual(manifest.Digest)) is { } row) return await LoadAsync(batch, row, manifest, cancellationToken);

        await beforeAdding();
        var flags = key.Revoked ? RecordFlags.RevokedKey : RecordFlags.None;
        if (same.Count > 0)
        {
            flags |= RecordFlags.SameIdOtherDigest;
            var first = same.MinBy(r => r.Key)!;
            batch.Refuse(carrier, "same-id-other-digest", $"record {manifest.RecordId} is here as number {first.Sequence} of chain {ChainName.Of(first.ChainId)} and came again, with other bytes, as number {manifest.Fields.Sequence} of chain {ChainName.Of(manifest.ChainId)}: its board took it twice; both are stored");
        }
        flags |= await ForkWatch.LookAsync(batch, manifest, key.Key, cancellationToken);
        row = ArchivedRecord.From(manifest, carrier, path, flags, batch.Now);
        batch.Db.Add(row);
        var counts = batch.CountsOf(row.Node);
        (counts.Receiving, counts.Newest) = (counts.Receiving + 1, Math.Max(counts.Newest, row.Sequence));
        await batch.Db.SaveChangesAsync(cancellationToken);
        return transfers.Add(new Transfer(row.Key, manifest));
    }

    public async Task<Transfer> LoadAsync(Batch batch, ArchivedRecord row, RecordManifest manifest, CancellationToken cancellationToken)
    {
        if (transfers.Find(row.Key) is { } known) return known;
        var transfer = transfers.Add(new Transfer(row.Key, manifest) { Receipt = row.State == Archive.RecordState.Stored ? row.Receipt : null });
        if (transfer.Receipt is not null) return transfer;
        var ranges = await batch.Db.Set<ArchivedChunk>().Where(c => c.RecordKey == row.Key)
            .Select(c => new { c.Offset, c.Length }).ToListAsync(cancellationToken);
        foreach (var range in ranges) transfer.Committed.Add(range.Offset, range.Offset + range.Length);
        return transfer;
    }
}
