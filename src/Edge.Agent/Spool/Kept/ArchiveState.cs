namespace Edge.Agent.Spool.Kept;

/// <summary>What decides whether the hub still has what this board keeps: which archive it speaks of, the newest copy of it that is away from its machine, and which trust file its receipts were believed by.</summary>
internal sealed record ArchiveState(ulong Epoch, ulong ConfirmedBackup, ulong TrustVersion)
{
    /// <summary>Before any hub was heard.</summary>
    public static ArchiveState None { get; } = new(0, 0, 0);
}
