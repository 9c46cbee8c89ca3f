using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Boards;
using Google.Protobuf;

namespace Edge.Hub.Ingest;

/// <summary>An offer whose signatures have been checked, before anything of the archive is held for it.</summary>
internal sealed record CheckedOffer(Offer Offer, VerifiedHead? Head, IReadOnlyList<CheckedRecord> Records);

/// <summary>A chain's head, with the key of its board that signed it.</summary>
internal sealed record VerifiedHead(ChainHead Head, KnownKey Key);

/// <summary>
/// One record of an offer, or one that came whole: known already (<paramref name="Known"/>), named by its id and
/// <paramref name="DigestPrefix"/> alone, with a manifest and the key that signed it, or <paramref name="Held"/> with the reason why it is not taken.
/// </summary>
internal sealed record CheckedRecord(Guid Id, ByteString DigestPrefix, Transfer? Known = null, RecordManifest? Manifest = null, KnownKey? Signer = null, Held? Held = null)
{
    /// <summary>All of its bytes, where it came whole; they are what its manifest says.</summary>
    public ByteString? Sealed { get; init; }
}
