namespace Edge.Agent.Spool;

/// <summary>What custody has to know of everything this board ever held, queued or released.</summary>
internal interface IRecordIndex
{
    /// <summary>The record of that id, wherever it is; null where this board never held it.</summary>
    /// <exception cref="SpoolException">It cannot be told now.</exception>
    HeldRecord? Find(Guid recordId);

    /// <summary>The queued record of that id; null where none is queued.</summary>
    SpoolEntry? Queued(Guid recordId);

    /// <summary>The newest record: its number is used up, and its digest is what the next one names.</summary>
    ChainTail Tail { get; }

    /// <summary>How the store is.</summary>
    SpoolHealth Health();
}

/// <summary>Where the chain ends: the highest number ever given, and the digest of the newest manifest that still verifies (empty where there is none).</summary>
internal sealed record ChainTail(ulong Sequence, ReadOnlyMemory<byte> Digest)
{
    public static ChainTail None { get; } = new(0, ReadOnlyMemory<byte>.Empty);
}

/// <summary>A record this board holds or held.</summary>
internal sealed record HeldRecord(Guid RecordId, Guid ChainId, ulong Sequence, bool Damaged);

/// <summary>How the store is. <paramref name="Failure"/> is set once and stays until a restart.</summary>
internal sealed record SpoolHealth(string? Failure, long FreeBytes, long ReserveBytes, int Kept, bool BallastInPlace)
{
    /// <summary>Why a record was refused for want of room; null once one would find room again.</summary>
    public string? NoRoom { get; init; }

    public string State => Failure is not null ? "failed" : NoRoom is not null || FreeBytes < ReserveBytes ? "full" : "ok";
}
