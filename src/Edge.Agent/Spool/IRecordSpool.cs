using Edge.Contracts.Records;
using Edge.Contracts.Wire;

namespace Edge.Agent.Spool;

/// <summary>The queue of sealed records on this board. Every method that changes something returns only when the change is durable.</summary>
internal interface IRecordSpool
{
    /// <summary>Adds a record: after it returns, a power cut does not lose it.</summary>
    /// <exception cref="SpoolException">It was not accepted; nothing of it remains queued.</exception>
    void Commit(RecordManifest manifest, ReadOnlySpan<byte> sealedBytes);

    /// <summary>What waits for a receipt, as of now, most urgent first (<see cref="Urgency"/>, each by its whole size).</summary>
    IReadOnlyCollection<SpoolEntry> Queued { get; }

    /// <summary>The sizes of all that waits together.</summary>
    long QueuedBytes { get; }

    /// <summary>True while this very record waits.</summary>
    bool IsQueued(SpoolEntry entry);

    /// <summary>Completes at the next change of <see cref="Queued"/> or <see cref="Damaged"/> after the call.</summary>
    Task Changed { get; }

    /// <summary>Opens a queued record for reading.</summary>
    /// <exception cref="SpoolDamagedException">Its file is damaged; it has been moved to quarantine and counts as <see cref="Damaged"/>.</exception>
    /// <exception cref="SpoolException">It cannot be read now; it stays queued, and trying again is right.</exception>
    ISpooledRecord Open(SpoolEntry entry);

    /// <summary>Lets records off the queue for receipts that have been verified: all of them into the ledger, then to kept/. Safe to repeat.</summary>
    /// <exception cref="SpoolException">Not all are released; safe to repeat.</exception>
    void Release(IReadOnlyCollection<ReceiptedRecord> records);

    /// <summary>The same for one.</summary>
    /// <exception cref="SpoolException">Not released; safe to repeat.</exception>
    void Release(SpoolEntry entry, SignedReceipt receipt, RecordManifest? record = null) => Release([new ReceiptedRecord(entry, receipt, record)]);

    /// <summary>Records whose files were found damaged, so that the gap in the chain is honest.</summary>
    IReadOnlyCollection<DamagedRecord> Damaged { get; }
}

/// <summary>What the queue knows of a record without opening its file.</summary>
internal sealed record SpoolEntry(Guid RecordId, string Chain8, ulong Sequence, int Priority, long FileSize);

/// <summary>A record and the receipt for it.</summary>
/// <param name="Record">Which of its records is meant, where the receipt is for ranges.</param>
internal sealed record ReceiptedRecord(SpoolEntry Entry, SignedReceipt Receipt, RecordManifest? Record = null);

/// <summary>The spool could not do what was asked; the message names the folder, the figure, the limit and what to do.</summary>
internal class SpoolException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A record's file is damaged and has been moved to quarantine.</summary>
internal sealed class SpoolDamagedException(string message, Exception? inner = null) : SpoolException(message, inner);

/// <summary>There is no room for the record now; intake resumes by itself when there is.</summary>
internal sealed class SpoolFullException(string message, Exception? inner = null) : SpoolException(message, inner);
