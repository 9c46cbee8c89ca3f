using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;
using RecordState = Edge.Contracts.Wire.RecordState;

namespace Edge.Hub.Ingest;

/// <summary>Takes a chunk: what of it is not yet committed becomes rows.</summary>
internal static class ChunkIntake
{
    // A have tells every range: with more of them it would grow beyond what the broker takes.
    private const int MostRanges = 128;

    public static void Take(Batch batch, BoardSession session, Chunk chunk)
    {
        if (chunk.RecordId.Length != 16) throw new MalformedException("chunk's record_id must be 16 bytes");
        if (chunk.Data.Length is 0 or > Limits.ChunkBytes) throw new MalformedException($"chunk of {chunk.Data.Length} bytes; 1 to {Limits.ChunkBytes}");
        var reply = Count(batch, session, chunk);

        // Forgotten by a hub restart or a failed commit, say: the board has to offer it again, or it would send the same bytes for ever.
        var id = new Guid(chunk.RecordId.Span, bigEndian: true);
        if (!session.Transfers.TryGetValue(id, out var transfer))
        {
            reply.Say(id, new RecordState { Unknown = new Unknown() });
            return;
        }
        reply.Touched.Add(transfer);
        if (chunk.Offset > (ulong)transfer.Size || (ulong)chunk.Data.Length > (ulong)transfer.Size - chunk.Offset)
        {
            throw new MalformedException($"chunk of {chunk.Data.Length} bytes at offset {chunk.Offset} of a record of {transfer.Size}");
        }
        Add(batch, transfer, (long)chunk.Offset, chunk.Data.Span);
    }

    /// <summary>What has come of a record goes, so that it can come anew.</summary>
    public static async Task DiscardAsync(Batch batch, Transfer transfer, CancellationToken cancellationToken)
    {
        // What this batch has added is not in the database yet.
        await batch.Db.SaveChangesAsync(cancellationToken);
        await batch.Db.Set<ArchivedChunk>().Where(c => c.RecordKey == transfer.RecordKey).ExecuteDeleteAsync(cancellationToken);
        transfer.Committed.Clear();
    }

    /// <summary>Its fate is told in the next answer. Out of order or replayed, its bytes may be good all the same, its number tells nothing.</summary>
    public static Reply Count(Batch batch, BoardSession session, Chunk chunk)
    {
        session.HighestChunk = Math.Max(session.HighestChunk, chunk.Number);
        return batch.ReplyTo(session);
    }

    /// <summary>Adds what of these bytes is not committed yet.</summary>
    public static void Add(Batch batch, Transfer transfer, long start, ReadOnlySpan<byte> bytes)
    {
        if (transfer.Receipt is not null)
        {
            batch.DuplicateBytes += bytes.Length;
            return;
        }

        // Bytes that close a gap from the front are always taken, so a record that came in splinters still becomes whole.
        if (transfer.Committed.Count >= MostRanges && start > 0 && !transfer.Committed.Contains(start - 1, start)) return;

        var taken = 0L;
        foreach (var (first, last) in transfer.Committed.Missing(start, start + bytes.Length).ToList())
        {
            batch.Db.Add(new ArchivedChunk
            {
                RecordKey = transfer.RecordKey,
                Offset = first,
                Length = (int)(last - first),
                Data = bytes.Slice((int)(first - start), (int)(last - first)).ToArray(),
            });
            transfer.Committed.Add(first, last);
            taken += last - first;
        }
        batch.DuplicateBytes += bytes.Length - taken;
    }
}
