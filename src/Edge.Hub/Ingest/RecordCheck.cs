using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Hub.Ingest;

/// <summary>
/// Checks the form and the signature of manifests. It is done before the archive's transaction begins, and a board of which too much was refused
/// is not looked at further for a while: its records are held, which costs nothing, and the others go on.
/// </summary>
internal sealed class RecordCheck(SignatureCheck signatures)
{
    private const int Retry = 60_000;

    /// <param name="id">Of the record as the board named it.</param>
    /// <param name="read">Reads its manifest; what is malformed about it is its own.</param>
    public CheckedRecord Check(Batch batch, BoardSession session, Guid id, Func<RecordManifest> read, TimeSpan now)
    {
        if (!session.Refusals.HasRoom(now))
        {
            batch.Refuse(session.Node, "too-many-refused", "so many records of this board were refused that others are not looked at for a while");
            batch.Refused(session.Node);
            return Hold(id, HeldReason.Signature, "too many records of this board were refused; this one was not looked at");
        }
        try
        {
            var manifest = read();
            if (signatures.SignerOf(manifest) is { } signer) return new CheckedRecord(manifest.RecordId, ByteString.CopyFrom(manifest.Digest, 0, 8), Manifest: manifest, Signer: signer);
            var why = $"record {manifest.RecordId} is not signed by any known key of node {manifest.Fields.Node}";
            Refused(batch, session, "bad-signature", why, now);
            return Hold(id, HeldReason.Signature, why);
        }
        catch (MalformedException e)
        {
            Refused(batch, session, "malformed-manifest", e.Message, now);
            return Hold(id, HeldReason.Malformed, e.Message);
        }
    }

    /// <summary>The records of a chunk that travel whole. One whose manifest does not come out as it was signed is refused and not answered: the board offers it, in full, when the chunk counts as lost. So it is with what is too much.</summary>
    /// <exception cref="MalformedException">It is no such chunk.</exception>
    public IReadOnlyList<CheckedRecord> Whole(Batch batch, BoardSession session, Chunk chunk, TimeSpan now)
    {
        if (!chunk.RecordId.IsEmpty || !chunk.Data.IsEmpty) throw new MalformedException("a chunk carries whole records or a piece of one, not both");
        var read = WholeRecords.Read(chunk.Whole);
        var records = new List<CheckedRecord>();
        for (var i = 0; i < read.Count; i++)
        {
            if (read[i] is not { } manifest) Refused(batch, session, "malformed-manifest", $"the manifest of the {i + 1}. whole record of a chunk cannot be put together", now);
            else if (session.Wholes.Take(now) && Whole(batch, session, manifest, chunk.Whole[i], now) is { } record) records.Add(record);
        }
        return records;
    }

    private CheckedRecord? Whole(Batch batch, BoardSession session, RecordManifest manifest, WholeRecord whole, TimeSpan now)
    {
        var sealedBytes = whole.Sealed;
        if (session.Known(manifest.RecordId, manifest.Digest) is { Receipt: not null } stored) return new CheckedRecord(manifest.RecordId, ByteString.Empty, Known: stored) { Sealed = sealedBytes };
        var record = Check(batch, session, manifest.RecordId, () => manifest, now);
        if (record.Held is not null) return whole.ManifestCase == WholeRecord.ManifestOneofCase.Since ? null : record;
        if (manifest.Fields.SealedDigest.Span.SequenceEqual(SHA256.HashData(sealedBytes.Span))) return record with { Sealed = sealedBytes };
        Refused(batch, session, "bad-digest", Completion.NotItsBytes(manifest), now);
        return Hold(manifest.RecordId, HeldReason.Digest, "the bytes that arrived do not match the manifest");
    }

    public static Held Hold(HeldReason reason, string detail) => new() { Reason = reason, Detail = detail, RetryAfterMs = Retry };

    private static CheckedRecord Hold(Guid id, HeldReason reason, string detail) => new(id, ByteString.Empty, Held: Hold(reason, detail));

    public static void Refused(Batch batch, BoardSession session, string kind, string detail, TimeSpan now)
    {
        session.Refusals.Take(now);
        batch.Refuse(session.Node, kind, detail);
        batch.Refused(session.Node);
    }
}
