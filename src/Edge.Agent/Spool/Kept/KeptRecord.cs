namespace Edge.Agent.Spool.Kept;

/// <summary>A record of kept/ with what the ledger says of it.</summary>
internal sealed record KeptRecord(SpoolEntry Entry, Guid ChainId, bool Safe);
