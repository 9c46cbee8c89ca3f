using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;

namespace Edge.Hub.Ingest;

/// <summary>Checks an offer's form and signatures.</summary>
internal sealed class OfferCheck(SignatureCheck signatures)
{
    /// <summary>What checks its records.</summary>
    public RecordCheck Records { get; } = new(signatures);

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

        var read = offer.Records.Select(r => Check(batch, session, r, now)).ToList();
        return new CheckedOffer(offer, offer.Head is { } head ? Head(batch, session, head, now) : null, read);
    }

    private VerifiedHead? Head(Batch batch, BoardSession session, SignedHead signed, TimeSpan now)
    {
        if (!session.Refusals.HasRoom(now)) return null;
        if (signatures.Read(session.Node, signed) is { } head) return head;
        RecordCheck.Refused(batch, session, "bad-chain-head", "the chain head is not signed by any known key of this board", now);
        return null;
    }

    private CheckedRecord Check(Batch batch, BoardSession session, OfferedRecord offered, TimeSpan now)
    {
        if (offered.RecordId.Length != 16 || offered.DigestPrefix.Length != 8) throw new MalformedException("an offered record needs a 16-byte id and an 8-byte digest prefix");
        var id = new Guid(offered.RecordId.Span, bigEndian: true);
        if (session.Known(id, offered.DigestPrefix.Span) is { } transfer) return new CheckedRecord(id, offered.DigestPrefix, Known: transfer);
        return offered.Manifest is { } signed
            ? Records.Check(batch, session, id, () => Matching(offered, RecordManifest.Read(signed)), now)
            : new CheckedRecord(id, offered.DigestPrefix);
    }

    private static RecordManifest Matching(OfferedRecord offered, RecordManifest manifest) =>
        offered.RecordId == manifest.Fields.RecordId && manifest.Digest.AsSpan(0, 8).SequenceEqual(offered.DigestPrefix.Span)
            ? manifest
            : throw new MalformedException("an offered record's id or digest prefix is not its manifest's");
}
