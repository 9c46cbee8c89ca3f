using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Boards;
using Edge.Hub.Keys;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using RecordState = Edge.Contracts.Wire.RecordState;

namespace Edge.Hub.Ingest;

/// <summary>Checks a record all of whose bytes are there, and marks it stored with its receipt, in the batch's transaction.</summary>
internal sealed class Completion(HubKeys keys, NodeRegistry nodes, IngestOptions options)
{
    public async Task FinishAsync(Batch batch, Reply reply, Transfer transfer, CancellationToken cancellationToken)
    {
        if (transfer.Receipt is null && transfer.IsWhole)
        {
            var digest = await SealedBytes.DigestAsync(batch.Db, transfer.RecordKey, cancellationToken);
            if (digest.AsSpan().SequenceEqual(transfer.Manifest.Fields.SealedDigest.Span)) await StoreAsync(batch, reply, transfer, cancellationToken);
            else
            {
                reply.Say(transfer.Manifest.RecordId, await DiscardAsync(batch, transfer, cancellationToken));
                return;
            }
        }
        if (transfer.Receipt is not null && reply.CameWhole.Contains(transfer.Manifest.RecordId) && transfer.Manifest.Fields.Node == reply.Session?.Node)
        {
            reply.StoredWhole.Add(transfer.Manifest);
            return;
        }
        reply.Say(transfer.Manifest.RecordId, transfer.Receipt is { } receipt
            ? new RecordState { Stored = await BelievedAsync(batch, reply, transfer, receipt, cancellationToken) }
            : Committed(transfer));
    }

    // A receipt by a key that was replaced since, or that this board does not know, is signed anew: it says the same.
    private async Task<SignedReceipt> BelievedAsync(Batch batch, Reply reply, Transfer transfer, byte[] receipt, CancellationToken cancellationToken)
    {
        var signed = SignedReceipt.Parser.ParseFrom(receipt);
        var said = StoredReceipt.Parser.ParseFrom(signed.Receipt);
        var key = KeyFor(reply);
        if (said.KeyId == key.Public.Id) return signed;
        signed = StoredReceipts.Sign(transfer.Manifest, DateTimeOffset.FromUnixTimeMilliseconds(said.StoredAtMs), said.ArchiveEpoch, key);
        transfer.Receipt = signed.ToByteArray();
        await batch.Db.Set<ArchivedRecord>().Where(r => r.Key == transfer.RecordKey && r.State == Archive.RecordState.Stored)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Receipt, transfer.Receipt), cancellationToken);
        return signed;
    }

    private SigningKey KeyFor(Reply reply) => keys.Receipts.For(reply.Session?.Told.Trust ?? 0);

    private async Task StoreAsync(Batch batch, Reply reply, Transfer transfer, CancellationToken cancellationToken)
    {
        transfer.Receipt = StoredReceipts.Sign(transfer.Manifest, batch.Now, batch.ArchiveEpoch, KeyFor(reply)).ToByteArray();
        batch.LastStored ??= await BackupRegistry.LastStoredAsync(batch.Db, cancellationToken);
        var number = ++batch.LastStored;
        var place = await batch.Progress.PlaceOfAsync(batch.Db, transfer.RecordKey, transfer.Manifest.RecordId, SortOf(transfer.Manifest.Fields, batch.Now), cancellationToken);
        var stored = await batch.Db.Set<ArchivedRecord>().Where(r => r.Key == transfer.RecordKey && r.State == Archive.RecordState.Receiving).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.State, Archive.RecordState.Stored)
            .SetProperty(x => x.Flags, x => x.Flags & ~RecordFlags.TakenBack)
            .SetProperty(x => x.StoredAt, batch.Now)
            .SetProperty(x => x.StoredNumber, number)
            .SetProperty(x => x.Counted, place)
            .SetProperty(x => x.Receipt, transfer.Receipt), cancellationToken);
        if (stored == 0)
        {
            transfer.Receipt = await batch.Db.Set<ArchivedRecord>().Where(r => r.Key == transfer.RecordKey).Select(r => r.Receipt).SingleAsync(cancellationToken);
            return;
        }
        if (place > 0) batch.Progress.Add(place);
        var (node, sequence) = (transfer.Manifest.Fields.Node, (long)transfer.Manifest.Fields.Sequence);
        var counts = batch.CountsOf(node);
        (counts.Stored, counts.Receiving, counts.StoredBytes, counts.NotSafe) = (counts.Stored + 1, counts.Receiving - 1, counts.StoredBytes + transfer.Size, counts.NotSafe + 1);
        counts.Numbers += await BoardCounts.NumberOfAsync(batch.Db, node, sequence, transfer.RecordKey, cancellationToken);
    }

    private RecordSort SortOf(Manifest m, DateTimeOffset now) => RecordSort.Of(m, nodes.Nodes.GetValueOrDefault(m.Node)?.Group, now, options.LocalOffset);

    public static string NotItsBytes(RecordManifest manifest) => $"record {manifest.RecordId}: the bytes that arrived do not match its manifest; asked for again";

    private static async Task<RecordState> DiscardAsync(Batch batch, Transfer transfer, CancellationToken cancellationToken)
    {
        await ChunkIntake.DiscardAsync(batch, transfer, cancellationToken);
        batch.Refuse(transfer.Manifest.Fields.Node, "bad-digest", NotItsBytes(transfer.Manifest));
        return new RecordState
        {
            Held = new Held { Reason = HeldReason.Digest, Detail = "the bytes that arrived do not match the manifest", RetryAfterMs = 5_000 },
        };
    }

    private static RecordState Committed(Transfer transfer)
    {
        var committed = new CommittedRanges();
        committed.Ranges.AddRange(transfer.Committed.Select(r => new ByteRange { First = (ulong)r.First, End = (ulong)r.End }));
        return new RecordState { Committed = committed };
    }
}
