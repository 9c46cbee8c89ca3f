using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Objects;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Ingest;

/// <summary>What comes by courier takes its turn with the groups of messages: one writer, and what is remembered of a record in transfer stays true.</summary>
internal sealed partial class Ingestor
{
    /// <summary>Stores a whole record, whose bytes have been checked against its manifest; what has arrived of it over the network is replaced.</summary>
    /// <returns>Its receipt, and whether it was here already.</returns>
    /// <exception cref="UnknownSignerException">No known key of the manifest's node signed it.</exception>
    /// <exception cref="DbUpdateException">Not committed; safe to repeat.</exception>
    public Task<(SignedReceipt Receipt, bool WasHere)> TakeWholeAsync(RecordManifest manifest, ReadOnlyMemory<byte> sealedBytes, string carrier, ulong trustVersion, CancellationToken cancellationToken)
    {
        var signer = signatures.SignerOf(manifest) ?? throw new UnknownSignerException($"record {manifest.RecordId} is not signed by any known key of node {manifest.Fields.Node}");
        return AloneAsync(async batch =>
        {
            var transfer = await new ManifestIntake(_transfers).FindOrAddAsync(batch, carrier, "courier", manifest, signer, () => Task.CompletedTask, cancellationToken);
            var wasHere = transfer.Receipt is not null;
            if (!wasHere) await ReplaceAsync(batch, transfer, sealedBytes, carrier, cancellationToken);
            return (await ReceiptAsync(batch, transfer, trustVersion, cancellationToken), wasHere);
        }, cancellationToken);
    }

    /// <summary>Does something to the archive between two groups of messages, in one transaction; incidents go on record with it.</summary>
    /// <exception cref="DbUpdateException">Not committed; safe to repeat.</exception>
    /// <exception cref="ArchiveGoneException">The archive is not where it was opened; nothing counts as stored.</exception>
    public async Task<T> AloneAsync<T>(Func<Batch, Task<T>> work, CancellationToken cancellationToken)
    {
        T result = default!;
        Batch batch;
        using (await archive.TurnAsync(cancellationToken))
        {
            try
            {
                await using var db = await archive.OpenAsync(cancellationToken);
                batch = await BeginAsync(db, cancellationToken);
                await CommitAsync(batch, async () => result = await work(batch), cancellationToken);
            }
            catch (Exception e)
            {
                // What was remembered on the way may not have become true.
                Forget();
                if (IsOfTheStore(e)) journal.CommitFailed(e, time.GetUtcNow());
                throw;
            }
        }
        await AfterCommitAsync(batch, cancellationToken);
        return result;
    }

    /// <summary>The receipt of a stored record, by a key that this board believes.</summary>
    public async Task<SignedReceipt> ReceiptAsync(Batch batch, Transfer transfer, ulong trustVersion, CancellationToken cancellationToken)
    {
        var reply = new Reply { Session = new BoardSession(transfer.Manifest.Fields.Node) { Told = new ToldVersions(trustVersion) } };
        await _completion.FinishAsync(batch, reply, transfer, cancellationToken);
        return reply.States.Single().Stored ?? throw new InvalidOperationException($"record {transfer.Manifest.RecordId} is whole and was not stored");
    }

    // Boards that are sending it share this transfer: their next chunk or offer is told that it is stored.
    private static async Task ReplaceAsync(Batch batch, Transfer transfer, ReadOnlyMemory<byte> sealedBytes, string carrier, CancellationToken cancellationToken)
    {
        await ChunkIntake.DiscardAsync(batch, transfer, cancellationToken);
        ChunkIntake.Add(batch, transfer, 0, sealedBytes.Span);
        await batch.Db.SaveChangesAsync(cancellationToken);
        await batch.Db.Set<ArchivedRecord>().Where(r => r.Key == transfer.RecordKey)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Path, "courier").SetProperty(x => x.Carrier, carrier), cancellationToken);
    }
}

/// <summary>No known key of the manifest's node made its signature.</summary>
internal sealed class UnknownSignerException(string message) : Exception(message);
