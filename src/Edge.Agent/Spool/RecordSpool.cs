using Edge.Agent.Spool.Audit;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.Kept;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Spool;

/// <summary>A store of queued records (by default one file a record in spool/), and around it what is the same for all: queue, ledger, and one file a record in kept/ and quarantine/.</summary>
internal sealed class RecordSpool : IRecordSpool, IRecordIndex, IDisposable
{
    private readonly SpoolSetup _setup;
    private readonly IRecordStore _store;
    private readonly FileRecordStore _keptStore;
    private readonly FailStop _failStop;
    private readonly ReleaseCopy _copy;
    private readonly ReleaseLedger _ledger;
    private readonly Quarantine _quarantine;
    private readonly Ballast _ballast;
    private readonly Releaser _releaser;
    private readonly RecordWriter _writer;
    private readonly SpoolReader _reader;
    private readonly QuarantineReview _review;
    private readonly PassedOver _passedOver;
    private readonly SpoolQueue _queue = new();
    private readonly LateMoves _late;
    private readonly KeptFolder _keptFolder;
    private readonly KeptRecords _kept;
    // Only one thing at a time moves files out of spool/: a receipt, or the discovery of damage.
    private readonly Lock _moves = new();
    // Only one record at a time is put into the store. Taken after the other lock, never before it.
    private readonly Lock _writes = new();
    private ChainTail _tail;

    private RecordSpool(SpoolSetup setup, Ballast ballast, IRecordStore store, StateDatabase state, (ReleaseCopy Copy, ReleaseLedger Ledger) released)
    {
        _setup = setup;
        _failStop = new FailStop(setup.Logger);
        (_ballast, _store, (_copy, _ledger)) = (ballast, store, released);
        _keptStore = new FileRecordStore(setup.Data.Kept, setup.Data, setup.Disk);
        _quarantine = new Quarantine(setup.Data, setup.Keys, setup.Logger);
        _reader = new SpoolReader(setup.Keys);
        var keptLedger = new KeptLedger(state);
        _late = new LateMoves(_store, setup.Logger);
        _keptFolder = new KeptFolder(setup.Data, setup.Options, setup.Disk, _ledger, keptLedger, _late, setup.Time, setup.Logger);
        _releaser = new Releaser(setup.Data, _store, _ledger, keptLedger, _keptFolder, _ballast, _failStop, setup.Time);
        _kept = new KeptRecords(_keptFolder, keptLedger, _late, _queue, _releaser, setup.Logger);
        _writer = new RecordWriter(setup.Data, setup.Options, _store, setup.Disk, setup.Space, _failStop, missing => _keptFolder.MakeRoom(missing, () => _kept.Again));
        _review = new QuarantineReview(setup, _reader, _store, new FileRecordStore(setup.Data.Quarantine, setup.Data, setup.Disk), _quarantine, _failStop);
        _passedOver = new PassedOver(state);
        var tail = new TailSearch(_store, _reader, _ledger, _quarantine, _passedOver, setup.Logger);
        var contents = new SpoolStartup(setup, _store, _ledger, _releaser, _late, _quarantine, _review, tail).Run();
        _keptFolder.Load(contents.Kept, contents.Safe);
        _queue.Load(contents.Queued);
        _tail = contents.Tail;
        _ballast.Restore();
        _kept.FinishMoves();
        if (!_late.Entries.IsEmpty) _late.Tell();
    }

    /// <summary>Looks at what is on the disk and puts it in order. The database is opened, by whoever owns it, once the folders are there; it is not closed here.</summary>
    public static RecordSpool Open(SpoolSetup setup, Ballast ballast, Func<StateDatabase> openState)
    {
        SpoolStartup.MakeFolders(setup);
        ReleaseCopy? copy = null;
        try
        {
            var store = setup.OpenStore?.Invoke(setup) ?? StoreChoice.Open(setup);
            var state = openState();
            var released = ballast.Open(() => OpenLedger(setup, state));
            copy = released.Copy;
            return new RecordSpool(setup, ballast, store, state, released);
        }
        catch (Exception e) when (e is IOException or SqliteException or SpoolException)
        {
            // Left to the collector it would be closed at some time, beside whoever opens it next.
            copy?.Dispose();
            if (e is not SqliteException sqlite) throw;
            throw new SpoolException($"{setup.Data.StateDatabase} cannot be used: {sqlite.Message} (code {sqlite.SqliteExtendedErrorCode}); check disk and permissions, then start again.", e);
        }
    }

    public IReadOnlyCollection<SpoolEntry> Queued => _queue.Entries;

    public long QueuedBytes => _queue.Bytes;

    public bool IsQueued(SpoolEntry entry) => _queue.Contains(entry);

    public Task Changed => _queue.Changed;

    public IReadOnlyCollection<DamagedRecord> Damaged
    {
        get
        {
            var (found, passed) = (_quarantine.Damaged, _passedOver.Numbers);
            return passed.Count == 0 ? found : [.. found, .. passed.Except(found.Select(d => d.Sequence)).Select(n => new DamagedRecord { Sequence = n })];
        }
    }

    /// <summary>What is in quarantine/.</summary>
    public IReadOnlyList<QuarantineLine> Quarantined => _review.List();

    /// <summary>What is kept of records the hub has receipted.</summary>
    public IKeptRecords Kept => _kept;

    /// <summary>The records kept, in kept/ or waiting for room there.</summary>
    public IReadOnlyList<SpoolEntry> KeptEntries => _keptFolder.Entries();

    /// <summary>The bytes of a kept record.</summary>
    public IRecordBytes OpenKept(SpoolEntry entry) => (_late.Contains(entry) ? _store : _keptStore).Open(entry);

    /// <summary>True for a record that is queued again from where it is kept.</summary>
    public bool IsQueuedAgain(SpoolEntry entry) => _kept.Again.Contains(entry);

    public ChainTail Tail => Volatile.Read(ref _tail);

    public void Commit(RecordManifest manifest, ReadOnlySpan<byte> sealedBytes)
    {
        _failStop.ThrowIfFailed();
        SpoolEntry entry;
        lock (_writes) entry = _writer.Write(manifest, sealedBytes);
        Volatile.Write(ref _tail, new ChainTail(entry.Sequence, manifest.Digest));
        _queue.Add(entry);
    }

    /// <summary>Reads what is in quarantine/ again, and queues what is whole.</summary>
    /// <exception cref="SpoolException">The store has stopped.</exception>
    public IReadOnlyList<QuarantineLine> ReviewQuarantine()
    {
        _failStop.ThrowIfFailed();
        lock (_moves)
        {
            lock (_writes)
            {
                return _review.Run(_queue.Contains, entry =>
                {
                    // Known in one place or the other at any moment.
                    if (!_queue.Contains(entry)) _queue.Add(entry);
                    _quarantine.Forgive(entry);
                });
            }
        }
    }

    public ISpooledRecord Open(SpoolEntry entry)
    {
        try
        {
            var (manifest, file) = _reader.Open(entry, StoreOf(entry));
            return new SpooledRecord(manifest, file, e => Judge(entry, e));
        }
        catch (Exception e) when (ReadFault.IsOne(e))
        {
            throw Judge(entry, e);
        }
    }

    public void Release(SpoolEntry entry, SignedReceipt receipt, RecordManifest? record = null) => Release([new ReceiptedRecord(entry, receipt, record)]);

    public void Release(IReadOnlyCollection<ReceiptedRecord> records)
    {
        _failStop.ThrowIfFailed();
        var matching = records.Select(r => (r.Entry, r.Receipt, Fields: Matching(r))).ToList();
        lock (_moves)
        {
            var here = matching.Where(r => IsHere(r.Entry)).ToList();
            if (here.Count == 0) return;
            _releaser.Record([.. here.Select(r => (r.Fields, r.Receipt))]);
            foreach (var (entry, _, _) in here)
            {
                _quarantine.Forgive(entry);
                _passedOver.Settle(entry.Sequence);
            }
            Keep([.. here.Where(r => _queue.Contains(r.Entry) && !_kept.Receipted(r.Entry)).Select(r => (r.Entry, (StoredReceipt?)r.Fields))]);
        }
    }

    // False where it has been released before.
    private bool IsHere(SpoolEntry entry)
    {
        if (_queue.Contains(entry) || _quarantine.Contains(entry)) return true;
        if (FindReleased(entry.RecordId) is not null) return false;
        throw new SpoolException($"Record {entry.RecordId} is not queued; nothing to release.");
    }

    public HeldRecord? Find(Guid recordId)
    {
        if (_queue.Find(recordId) is { } entry && FindQueued(entry) is { } queued) return queued;
        return FindReleased(recordId) ?? _quarantine.Find(recordId);
    }

    SpoolEntry? IRecordIndex.Queued(Guid recordId) => _queue.Find(recordId);

    public SpoolHealth Health() =>
        new(_failStop.Reason, _setup.Space.Available(_setup.Data.Root), _setup.Options.ReserveBytes, _keptFolder.Count, _ballast.InPlace) { NoRoom = _writer.NoRoom };

    /// <summary>Puts back what had to be given up, once there is room; called now and then.</summary>
    public void Tend()
    {
        lock (_moves)
        {
            _ballast.Restore();
            if (_failStop.Reason is null) _kept.FinishMoves();
        }
        _writer.LookForRoom();
        QueueFound();
    }

    /// <summary>Tells an audit of the records that were released.</summary>
    public void AddReleased(ChainAudit audit) => _ledger.AddTo(audit);

    public void Dispose()
    {
        _store.Dispose();
        _copy.Dispose();
    }

    // What could not be read when the queue was listed; one that has a receipt is for the next start to finish.
    private void QueueFound()
    {
        lock (_moves)
        {
            try
            {
                var found = _store.ListAgain().Entries.Where(e => !_queue.Contains(e) && !_quarantine.Contains(e)).ToList();
                if (found.Count == 0) return;
                foreach (var entry in found.Except(_ledger.ReleasedAmong(found))) _queue.Add(entry);
            }
            catch (SqliteException)
            {
                // The next start lists them.
            }
        }
    }

    private IRecordStore StoreOf(SpoolEntry entry) => IsQueuedAgain(entry) && !_late.Contains(entry) ? _keptStore : _store;

    // Its tables are made at once, which takes room too.
    private static (ReleaseCopy Copy, ReleaseLedger Ledger) OpenLedger(SpoolSetup setup, StateDatabase state)
    {
        var released = StateDatabase.Open(setup.Data.ReleasedDatabase, setup.Time, setup.Logger);
        try
        {
            var copy = new ReleaseCopy(released);
            return (copy, new ReleaseLedger(state, copy));
        }
        catch (SqliteException)
        {
            released.Dispose();
            throw;
        }
    }

    private HeldRecord? FindReleased(Guid recordId)
    {
        try
        {
            return _ledger.Find(recordId);
        }
        catch (SqliteException e)
        {
            throw new SpoolException($"{_setup.Data.StateDatabase} cannot be read: {e.Message} (code {e.SqliteExtendedErrorCode}); it cannot be told whether this board holds record {recordId}.", e);
        }
    }

    private HeldRecord? FindQueued(SpoolEntry entry)
    {
        try
        {
            using var record = Open(entry);
            return new HeldRecord(entry.RecordId, record.Manifest.ChainId, entry.Sequence, Damaged: false);
        }
        catch (SpoolException) when (!_queue.Contains(entry))
        {
            return null; // released or quarantined meanwhile: the other places know it
        }
    }

    private SpoolException Judge(SpoolEntry entry, Exception cause) => ReadFault.IsDamage(cause) ? Condemn(entry, cause) : NotNow(entry, cause);

    private SpoolException NotNow(SpoolEntry entry, Exception cause) =>
        new($"{RecordFileName.Of(entry)} in {StoreOf(entry).Place} cannot be read now: {cause.Message}. It stays queued and is tried again; check permissions, open files and disk.", cause);

    private SpoolException Condemn(SpoolEntry entry, Exception cause)
    {
        lock (_moves)
        {
            if (!_queue.Contains(entry)) return new SpoolException($"Record {entry.RecordId} is no longer queued.", cause);
            var again = IsQueuedAgain(entry);
            var reason = cause.Message;
            try
            {
                // A release that found no room has its receipt, and its file may have moved already: that is no damage.
                if (!again && _ledger.ReleasedAmong([entry]).Count > 0) return FinishRelease(entry, cause);
                // What condemns a record for good is seen by whoever looks again.
                _reader.Check(entry, StoreOf(entry));
                return NotNow(entry, new IOException($"it was read wrongly ({reason}) and, at once after that, rightly", cause));
            }
            catch (Exception e) when (ReadFault.IsDamage(e))
            {
                reason = e.Message;
            }
            catch (Exception e) when (ReadFault.IsPassing(e) || e is SqliteException)
            {
                return NotNow(entry, e);
            }
            try
            {
                _quarantine.Take(entry, StoreOf(entry), reason);
            }
            catch (DiskException e)
            {
                return _failStop.Judge(e, $"Damaged record {entry.RecordId} was not moved to {_setup.Data.Quarantine}");
            }
            if (again && _kept.Receipted(entry)) _keptFolder.Removed(entry);
            else _queue.Remove(entry);
            return new SpoolDamagedException($"Record {entry.RecordId} (number {entry.Sequence}) is damaged: {reason}. Its file is now in {_setup.Data.Quarantine}.", cause);
        }
    }

    // It is not offered any more, since it cannot be read, so no other receipt would come to finish it.
    private SpoolException FinishRelease(SpoolEntry entry, Exception cause)
    {
        try
        {
            Keep([(entry, null)]);
        }
        catch (SpoolException e)
        {
            return e;
        }
        return new SpoolException($"Record {entry.RecordId} has its receipt; it is kept.", cause);
    }

    private void Keep(IReadOnlyCollection<(SpoolEntry Entry, StoredReceipt? Receipt)> records)
    {
        _late.Wait(_releaser.Keep([.. records.Select(r => r.Entry)]));
        foreach (var (entry, receipt) in records)
        {
            _keptFolder.Added(receipt);
            _queue.Remove(entry);
        }
    }

    private static StoredReceipt Matching(ReceiptedRecord receipted)
    {
        var (entry, receipt, record) = receipted;
        var fields = Decoder.Parse(StoredReceipt.Parser, receipt.Receipt.Span, "receipt");
        if (record is not null && fields.Ranges.Any(r => r.First <= entry.Sequence && entry.Sequence <= r.Last)) fields = RangeReceipts.Of(record, fields);
        var same = fields.RecordId.Span.SequenceEqual(entry.RecordId.ToByteArray(bigEndian: true)) && fields.Sequence == entry.Sequence
            && Convert.ToHexStringLower(fields.ChainId.Span).StartsWith(entry.Chain8, StringComparison.Ordinal);
        return same ? fields : throw new SpoolException($"The receipt is not for record {entry.RecordId} (number {entry.Sequence}); nothing was released.");
    }
}
