using Edge.Contracts;
using Edge.Contracts.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>One record: its manifest and, once whole, its receipt. The sealed bytes are its <see cref="ArchivedChunk"/> rows.</summary>
internal sealed class ArchivedRecord
{
    public long Key { get; init; }

    public required string Node { get; init; }

    public Guid RecordId { get; init; }

    public Guid ChainId { get; init; }

    public long Sequence { get; init; }

    public required byte[] PreviousDigest { get; init; }

    public required string Kind { get; init; }

    public required string Outcome { get; init; }

    /// <summary>Who made it, as the manifest says; empty where nobody was signed in.</summary>
    public string Officer { get; init; } = "";

    public int Priority { get; init; }

    public long SealedSize { get; init; }

    public required string RecipientKeyId { get; init; }

    /// <summary>The exact bytes the node signed.</summary>
    public required byte[] Manifest { get; init; }

    public required byte[] ManifestDigest { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>When the board accepted it, by the board's clock, which may be anywhere.</summary>
    public DateTimeOffset AcceptedAt { get; init; }

    public DateTimeOffset FirstSeenAt { get; init; }

    public DateTimeOffset? StoredAt { get; set; }

    public RecordState State { get; set; }

    public RecordFlags Flags { get; set; }

    /// <summary>How it came: mqtt or courier.</summary>
    public required string Path { get; init; }

    /// <summary>Whose connection brought it; proves nothing about who made it.</summary>
    public required string Carrier { get; init; }

    /// <summary>The signed stored receipt, said again at every offer of the record.</summary>
    public byte[]? Receipt { get; set; }

    /// <summary>Counts what was stored, in the order of its commits; null until it is. A backup holds everything up to the number that was the highest when it was begun.</summary>
    public long? StoredNumber { get; set; }

    /// <summary>When an export with it was confirmed to be away from this machine: its board may delete it, as it may what a confirmed backup holds. Only an export lets the sealed bytes be deleted here: later backups are made without them.</summary>
    public DateTimeOffset? SafeSince { get; set; }

    /// <summary>The <see cref="ProgressCount"/> it is counted in, while it is stored; 0 where another record of its board and id is, null where it was not counted yet.</summary>
    public long? Counted { get; set; }

    /// <summary>When its sealed bytes were deleted, as an export has had it for long enough; the row and its receipt stay.</summary>
    public DateTimeOffset? PayloadDeletedAt { get; set; }

    public static ArchivedRecord From(RecordManifest manifest, string carrier, string path, RecordFlags flags, DateTimeOffset now) => new()
    {
        Node = manifest.Fields.Node,
        RecordId = manifest.RecordId,
        ChainId = manifest.ChainId,
        Sequence = (long)manifest.Fields.Sequence,
        PreviousDigest = manifest.Fields.PreviousDigest.ToByteArray(),
        Kind = manifest.Fields.Kind,
        Outcome = manifest.Fields.Outcome,
        Officer = manifest.Fields.Officer,
        Priority = (int)manifest.Fields.Priority,
        SealedSize = (long)manifest.Fields.SealedSize,
        RecipientKeyId = manifest.Fields.RecipientKeyId,
        Manifest = manifest.Bytes,
        ManifestDigest = manifest.Digest,
        Signature = manifest.Signature,
        AcceptedAt = UnixTime.Clamped(manifest.Fields.WallTimeMs),
        FirstSeenAt = now,
        State = RecordState.Receiving,
        Flags = flags,
        Path = path,
        Carrier = carrier,
    };

    internal sealed class Configuration : IEntityTypeConfiguration<ArchivedRecord>
    {
        public void Configure(EntityTypeBuilder<ArchivedRecord> builder)
        {
            builder.ToTable("Records").HasKey(r => r.Key);
            builder.HasIndex(r => new { r.RecordId, r.Node, r.ManifestDigest }).IsUnique();
            // Whether a number is stored already, asked once for every record.
            builder.HasIndex(r => new { r.Node, r.Sequence, r.State });
            // Whether another record claims the same place, asked once for every record; and the holes of each chain.
            builder.HasIndex(r => new { r.Node, r.PreviousDigest });
            builder.HasIndex(r => new { r.Node, r.ChainId, r.Sequence, r.State });
            builder.HasIndex(r => r.Node).HasFilter("\"Flags\" <> 0");
            builder.HasIndex(r => r.Carrier).HasFilter("\"State\" = 0");
            builder.HasIndex(r => r.StoredAt);
            // A board's day, by its clock.
            builder.HasIndex(r => new { r.Node, r.AcceptedAt });
            // What is in no confirmed copy is counted from this alone.
            builder.HasIndex(r => new { r.StoredNumber, r.SafeSince });
            // What is stored and was not counted: nothing, but after an update of a hub from before there were counts.
            builder.HasIndex(r => r.Counted).HasFilter("\"State\" = 1 AND \"Counted\" IS NULL");
            // An export's list names records by their digests.
            builder.HasIndex(r => r.ManifestDigest);
        }
    }
}

/// <summary>How far a record is.</summary>
internal enum RecordState
{
    /// <summary>Its manifest is known, bytes are still missing.</summary>
    Receiving = 0,

    /// <summary>Whole, checked, committed and receipted.</summary>
    Stored = 1,
}

/// <summary>What an operator should know of a stored record; a flag never keeps a record out.</summary>
[Flags]
internal enum RecordFlags
{
    None = 0,

    /// <summary>The key that signed it had been revoked before it arrived.</summary>
    RevokedKey = 1,

    /// <summary>Another record with the same id and another digest came from the same board.</summary>
    SameIdOtherDigest = 2,

    /// <summary>Another record of its board claims the same place in the chain: the card was copied or restored.</summary>
    Forked = 4,

    /// <summary>It was stored, went bad on this hub's disk, and is asked for again.</summary>
    TakenBack = 8,
}
