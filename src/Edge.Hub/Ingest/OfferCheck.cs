using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Hub.Ingest;

/// <summary>
/// Checks an offer's form and signatures. It is done before the archive's transaction begins, and a board of which too much was refused
/// is not looked at further for a while: its records are held, which costs nothing, and the others go on.
/// </summary>
internal sealed class OfferCheck(SignatureCheck signatures)
{
    private const int Retry = 60_000;

    /// <summary>Null where the offer is to be left unanswered, so that the board says it again later.</summary>
    /// <exception cref="MalformedException">It is no offer.</exception>
    public CheckedOffer? Read(Batch batch, BoardSession session, Offer offer, TimeSpan now)
    {
        if (offer.Number == 0) throw new MalformedException("offer's number must be at least 1");
        if (offer.Incarnation.Length != 16) throw new MalformedException("offer's incarnation must be 16 bytes");
        if (offer.Records.Count > Limits.OfferedRecords) throw new MalformedException($"offer of {offer.Records.Count} records; at most {Limits.OfferedRecords}");
        if (offer.Damaged.Count > Limits.OfferedRecords) throw new MalformedException($"offer of {offer.Damaged.Count} damaged records; at most {Limits.OfferedRecords}");
        if (offer.Objects.Count > Limits.ToldObjects) throw new MalformedException($"offer names {offer.Objects.Count} objects; at most {Limits.ToldObjects}");
        if (offer.Kept.Count > 0 && !session.KeptPages.Take(now)) return null;

        var records = offer.Records.Select(r => Check(batch, session, r, now)).ToList();
        return new CheckedOffer(offer, offer.Head is { } head ? Head(batch, session, head, now) : null, records);
    }

    private VerifiedHead? Head(Batch batch, BoardSession session, SignedHead signed, TimeSpan now)
    {
        if (!session.Refusals.HasRoom(now)) return null;
        if (signatures.Read(session.Node, signed) is { } head) return head;
        Refused(batch, session, "bad-chain-head", "the chain head is not signed by any known key of this board", now);
        return null;
    }

    private CheckedRecord Check(Batch batch, BoardSession session, OfferedRecord offered, TimeSpan now)
    {
        if (offered.RecordId.Length != 16 || offered.DigestPrefix.Length != 8) throw new MalformedException("an offered record needs a 16-byte id and an 8-byte digest prefix");
        var id = new Guid(offered.RecordId.Span, bigEndian: true);
        if (Known(session, id, offered.DigestPrefix) is { } transfer) return new CheckedRecord(offered, id, Known: transfer);
        if (offered.Manifest is not { } signed) return new CheckedRecord(offered, id);
        if (!session.Refusals.HasRoom(now))
        {
            batch.Refuse(session.Node, "too-many-refused", "so many records of this board were refused that others are not looked at for a while");
            batch.Refused(session.Node);
            return new CheckedRecord(offered, id, Held: Hold(HeldReason.Signature, "too many records of this board were refused; this one was not looked at"));
        }
        try
        {
            var manifest = Matching(offered, RecordManifest.Read(signed));
            if (signatures.SignerOf(manifest) is { } signer) return new CheckedRecord(offered, id, Manifest: manifest, Signer: signer);
            var why = $"record {manifest.RecordId} is not signed by any known key of node {manifest.Fields.Node}";
            Refused(batch, session, "bad-signature", why, now);
            return new CheckedRecord(offered, id, Held: Hold(HeldReason.Signature, why));
        }
        catch (MalformedException e)
        {
            Refused(batch, session, "malformed-manifest", e.Message, now);
            return new CheckedRecord(offered, id, Held: Hold(HeldReason.Malformed, e.Message));
        }
    }

    private static void Refused(Batch batch, BoardSession session, string kind, string detail, TimeSpan now)
    {
        session.Refusals.Take(now);
        batch.Refuse(session.Node, kind, detail);
        batch.Refused(session.Node);
    }

    private static RecordManifest Matching(OfferedRecord offered, RecordManifest manifest) =>
        offered.RecordId == manifest.Fields.RecordId && manifest.Digest.AsSpan(0, 8).SequenceEqual(offered.DigestPrefix.Span)
            ? manifest
            : throw new MalformedException("an offered record's id or digest prefix is not its manifest's");

    public static Held Hold(HeldReason reason, string detail) => new() { Reason = reason, Detail = detail, RetryAfterMs = Retry };

    private static Transfer? Known(BoardSession session, Guid id, ByteString prefix) =>
        session.Transfers.TryGetValue(id, out var transfer) && transfer.Manifest.Digest.AsSpan(0, 8).SequenceEqual(prefix.Span) ? transfer : null;
}
