using Edge.Contracts.Wire;

namespace Edge.Agent.Spool.Kept;

/// <summary>Records that have their receipt and are kept until a copy of them is away from the hub's machine.</summary>
internal interface IKeptRecords
{
    /// <summary>The numbers kept, by chain.</summary>
    /// <exception cref="SpoolException">It cannot be told now.</exception>
    IReadOnlyList<KeptRange> KeptRanges();

    /// <summary>The hub lost these: queues them again from where they are kept, which they never leave. Numbers that are not kept are passed over.</summary>
    /// <returns>How many were queued.</returns>
    /// <exception cref="SpoolException">It cannot be done now; safe to repeat.</exception>
    int QueueAgain(IReadOnlyCollection<KeptRange> missing);

    /// <summary>How many records wait because the hub lost them.</summary>
    int QueuedAgain { get; }

    /// <summary>Deletes what verified safe receipts name: ledger first, then the files. Safe to repeat.</summary>
    /// <exception cref="SpoolException">Not all deleted; safe to repeat.</exception>
    void LetGo(IReadOnlyCollection<(SafeReceipt Receipt, SignedReceipt Signed)> safe);

    /// <summary>The archive whose questions have all been answered; setting it is durable.</summary>
    /// <exception cref="SpoolException">Not written; safe to repeat.</exception>
    ArchiveState Settled { get; set; }
}

/// <summary>What decides whether the hub still has what this board keeps: which archive it speaks of, the newest copy of it that is away from its machine, and which trust file its receipts were believed by.</summary>
internal sealed record ArchiveState(ulong Epoch, ulong ConfirmedBackup, ulong TrustVersion)
{
    /// <summary>Before any hub was heard.</summary>
    public static ArchiveState None { get; } = new(0, 0, 0);
}
