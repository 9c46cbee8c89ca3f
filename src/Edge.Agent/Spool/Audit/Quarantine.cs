using System.Collections.Immutable;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.Kept;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.Audit;

/// <summary>Damaged files, kept for whoever looks into it, and what they still tell.</summary>
internal sealed partial class Quarantine(DataFolder data, IReadOnlyList<VerifyingKey> keys, ILogger logger)
{
    private ImmutableDictionary<SpoolEntry, RecordManifest?> _records = ImmutableDictionary.Create<SpoolEntry, RecordManifest?>(ByName.Instance);

    public IReadOnlyCollection<DamagedRecord> Damaged =>
        [.. _records.Select(r => new DamagedRecord { Sequence = r.Key.Sequence, Manifest = r.Value?.ToWire() })];

    public ulong HighestSequence => _records.IsEmpty ? 0 : _records.Keys.Max(e => e.Sequence);

    /// <summary>The newest manifest here that verifies.</summary>
    public RecordManifest? Newest => _records.Values.OfType<RecordManifest>().MaxBy(m => m.Fields.Sequence);

    public HeldRecord? Find(Guid recordId) => _records
        .Where(r => r.Key.RecordId == recordId)
        .Select(r => new HeldRecord(recordId, r.Value?.ChainId ?? Guid.Empty, r.Key.Sequence, Damaged: true))
        .FirstOrDefault();

    public IReadOnlyCollection<SpoolEntry> Entries => [.. _records.Keys];

    public bool Contains(SpoolEntry entry) => _records.ContainsKey(entry);

    /// <summary>Reads what earlier runs left here, but for records that have a receipt: those are not lost.</summary>
    public void Load(ReleaseLedger ledger)
    {
        var found = RecordListing.Read(data.Quarantine).Entries;
        foreach (var entry in found.Except(ledger.ReleasedAmong(found))) Add(entry, Path.Combine(data.Quarantine, RecordFileName.Of(entry)));
    }

    /// <summary>Takes a record out of the store it is queued from. Where it itself is gone, the gap is still reported.</summary>
    /// <exception cref="DiskException">It could not be moved.</exception>
    public void Take(SpoolEntry entry, IRecordStore store, string reason)
    {
        store.MoveTo(data.Quarantine, [entry]);
        var target = Path.Combine(data.Quarantine, RecordFileName.Of(entry));
        Add(entry, target);
        LogTaken(entry.RecordId, entry.Sequence, reason, target);
    }

    /// <summary>The hub has this record after all, or it is whole after all.</summary>
    public void Forgive(SpoolEntry entry) => ImmutableInterlocked.TryRemove(ref _records, entry, out _);

    private void Add(SpoolEntry entry, string path) => ImmutableInterlocked.TryAdd(ref _records, entry, TryReadManifest(path));

    private RecordManifest? TryReadManifest(string path)
    {
        try
        {
            using var file = new FileBytes(File.OpenHandle(path));
            return RecordFile.ReadManifest(file, keys);
        }
        catch (Exception e) when (e is MalformedException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A receipt that comes for a damaged record knows its name, not how long its file has become.
    private sealed class ByName : IEqualityComparer<SpoolEntry>
    {
        public static ByName Instance { get; } = new();

        public bool Equals(SpoolEntry? x, SpoolEntry? y) => x! with { FileSize = 0 } == y! with { FileSize = 0 };

        public int GetHashCode(SpoolEntry entry) => entry.RecordId.GetHashCode();
    }

    [LoggerMessage(LogLevel.Error, "Record {RecordId} (number {Sequence}) is damaged: {Reason}; its file is now {Path} and the hub will be told of the gap")]
    private partial void LogTaken(Guid recordId, ulong sequence, string reason, string path);
}
