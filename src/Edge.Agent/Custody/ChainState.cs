namespace Edge.Agent.Custody;

/// <summary>The chain of this start. <paramref name="FirstSequence"/> is 0 while it has no record; the last number and digest are then those found at start.</summary>
internal sealed record ChainState(Guid ChainId, ulong FirstSequence, ulong LastSequence, ReadOnlyMemory<byte> LastDigest)
{
    public ChainState Next(ulong sequence, ReadOnlyMemory<byte> digest) =>
        this with { FirstSequence = FirstSequence == 0 ? sequence : FirstSequence, LastSequence = sequence, LastDigest = digest };
}
