namespace Edge.Agent.Spool;

/// <summary>Where the chain ends: the highest number ever given, and the digest of the newest manifest that still verifies (empty where there is none).</summary>
internal sealed record ChainTail(ulong Sequence, ReadOnlyMemory<byte> Digest)
{
    public static ChainTail None { get; } = new(0, ReadOnlyMemory<byte>.Empty);
}
