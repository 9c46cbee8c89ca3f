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
