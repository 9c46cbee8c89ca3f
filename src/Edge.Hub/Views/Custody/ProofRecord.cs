using Edge.Contracts.Wire;

namespace Edge.Hub.Views.Custody;

/// <summary>What a proof needs of a record.</summary>
internal sealed record ProofRecord(long Sequence, Guid ChainId, Guid RecordId, DateTimeOffset AcceptedAt, DateTimeOffset? StoredAt, bool Stored, bool SafeByExport, long? StoredNumber, string Path, bool Forked,
    byte[] PreviousDigest, byte[] Digest, byte[] Manifest, byte[] Signature)
{
    private bool? _sure;

    /// <summary>Its board's clock was right when it was made, as the kernel said.</summary>
    public bool ClockWasRight => _sure ??= Contracts.Wire.Manifest.Parser.ParseFrom(Manifest).ClockState == ClockState.Synchronised;
}

/// <summary>What the board has last said of how many it made.</summary>
/// <param name="Highest">The highest number that it ever signed for; 0 where it never did.</param>
/// <param name="Said">What it signed for last; less than the highest where a copy of its card speaks, or it speaks late.</param>
/// <param name="At">When it said so; null where it never did, or another card does now.</param>
internal sealed record ProofHead(long Highest, long Said, DateTimeOffset? At);
