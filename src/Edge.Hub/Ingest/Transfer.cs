using Edge.Contracts.Records;
using Edge.Contracts.Uplink;

namespace Edge.Hub.Ingest;

/// <summary>A record being received: its row and which bytes are committed. A cache of the database, nothing more.</summary>
internal sealed class Transfer(long recordKey, RecordManifest manifest)
{
    public long RecordKey { get; } = recordKey;

    public RecordManifest Manifest { get; } = manifest;

    public long Size { get; } = (long)manifest.Fields.SealedSize;

    public RangeSet Committed { get; } = [];

    /// <summary>Set once stored; what is said at every further offer.</summary>
    public byte[]? Receipt { get; set; }

    public bool IsWhole => Committed.Contains(0, Size);
}
