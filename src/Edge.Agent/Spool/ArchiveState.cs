namespace Edge.Agent.Spool;

/// <summary>What the hub last said of its archive: which one it is, and the newest copy of it that is away from its machine.</summary>
internal sealed record ArchiveState(ulong Epoch, ulong ConfirmedBackup)
{
    /// <summary>Before any hub was heard.</summary>
    public static ArchiveState None { get; } = new(0, 0);
}
