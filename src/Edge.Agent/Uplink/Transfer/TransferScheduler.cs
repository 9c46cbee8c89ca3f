using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>
/// Decides what to offer and which bytes to send next. It has no clock and does no I/O: what arrives goes in,
/// what to send comes out. It outlives connections, so that what a have has acknowledged never travels again.
/// </summary>
internal sealed class TransferScheduler(CongestionWindow congestion)
{
    private readonly Dictionary<Guid, OutgoingRecord> _records = [];
    private readonly Queue<Piece> _flights = new();
    private readonly Dictionary<ulong, ulong> _lastChunkBeforeOffer = [];
    private List<OutgoingRecord> _order = [];
    private Window _grant = new();
    private bool _answered;
    private ulong _lastNumber;
    private ulong _lastOffer;
    private ulong _answeredOffer;
    private long _inFlightBytes;
    private TimeSpan? _askAgainAt;

    /// <summary>What the link has carried lately, as far as it is known.</summary>
    public double? BytesPerSecond => congestion.Rate;

    /// <summary>What the kernel is to be given of it at a time; null where nobody knows.</summary>
    public int? KernelBytes(LinkSample link) => congestion.KernelBytes(link.RoundTrip);

    /// <summary>How long a chunk more would only wait behind what is not sent yet; zero where it may go.</summary>
    public TimeSpan Backpressure(long unsent, LinkSample link, TimeSpan now)
    {
        congestion.Measured(link.BytesPerSecond, now);
        if (_askAgainAt is { } due) congestion.WasLate(now - due);
        var busy = congestion.BusyFor(unsent, link.RoundTrip);
        _askAgainAt = busy > TimeSpan.Zero ? now + busy : null;
        return busy;
    }

    /// <summary>The look-ahead, most urgent first.</summary>
    public IReadOnlyList<OutgoingRecord> Records => _order;

    /// <summary>Which hub run this board has spoken to last.</summary>
    public ByteString HubRun { get; private set; } = ByteString.Empty;

    /// <summary>Payload bytes sent, and how many of them had been sent before.</summary>
    public long SentBytes { get; private set; }

    public long ResentBytes { get; private set; }

    public bool Contains(Guid recordId) => _records.ContainsKey(recordId);

    public OutgoingRecord? Find(Guid recordId) => _records.GetValueOrDefault(recordId);

    /// <summary>Something was said that the hub has not answered yet.</summary>
    public bool AwaitsAnswer => _flights.Count > 0 || AwaitsOffer;

    /// <summary>An offer of this connection has not been answered yet.</summary>
    public bool AwaitsOffer => _answeredOffer < _lastOffer;

    /// <summary>A record the hub has not been told of on this connection will be wanted soon: what it was told of before it is less than half of what an offer covers.</summary>
    public bool HasUnoffered
    {
        get
        {
            var before = 0L;
            foreach (var record in _order)
            {
                if (record.NeedsOffer) return before < OfferedBytes / 2;
                before += record.Remaining;
            }
            return false;
        }
    }

    // So far ahead that no answer is waited for, and no further: on a slow link a manifest more is a chunk less.
    private long OfferedBytes => Math.Max(4L * congestion.WindowBytes, 64 * 1024);

    /// <summary>A new connection: numbers and what was under way die with the old one. The last grant stands until the hub's first word, for what it certainly lacks.</summary>
    public void ConnectionOpened()
    {
        foreach (var record in _records.Values) record.ForgetConnection();
        LoseFlights();
        congestion.ConnectionOpened();
        _lastChunkBeforeOffer.Clear();
        (_answered, _askAgainAt) = (false, null);
        _lastNumber = _lastOffer = _answeredOffer = 0;
    }

    /// <summary>Replaces the look-ahead; records that stay keep what is known of them.</summary>
    public void SetLookAhead(IEnumerable<OutgoingRecord> records)
    {
        _order = [.. records];
        var stay = _order.Select(r => r.Entry.RecordId).ToHashSet();
        foreach (var gone in _records.Keys.Where(id => !stay.Contains(id)).ToList()) _records.Remove(gone);
        foreach (var record in _order) _records[record.Entry.RecordId] = record;
        Sort();
    }

    public void Remove(OutgoingRecord record)
    {
        _records.Remove(record.Entry.RecordId);
        _order.Remove(record);
    }

    /// <summary>The records of the next offer: each manifest in full once, then by id.</summary>
    public (ulong Number, List<OfferedRecord> Records) NextOffer()
    {
        _lastChunkBeforeOffer[++_lastOffer] = _lastNumber;
        var offered = new List<OfferedRecord>();
        var before = 0L;
        foreach (var record in _order)
        {
            if (before >= OfferedBytes || offered.Count == Limits.OfferedRecords) break;
            before += record.Remaining;
            // What travels whole needs no offer, and of what is under way the answer tells.
            if (record.Answered || record.TravelsWhole || record.InFlight.Count > 0) continue;
            offered.Add(new OfferedRecord
            {
                RecordId = record.Manifest.Fields.RecordId,
                DigestPrefix = ByteString.CopyFrom(record.Manifest.Digest, 0, 8),
                Manifest = record.ManifestSent ? null : record.Manifest.ToWire(),
            });
            record.Offered = record.ManifestSent = true;
        }
        return (_lastOffer, offered);
    }

    /// <summary>What the next chunk carries, as far as the grant and our own window allow one: nothing, a piece of a record, or several records whole.</summary>
    public IReadOnlyList<Piece> NextChunk(TimeSpan now)
    {
        if (_flights.Count == 0) congestion.Idle(now);
        var (window, chunk) = (Math.Min((long)_grant.Bytes, congestion.WindowBytes), congestion.ChunkBytes);
        var chunksUnderWay = _flights.TryPeek(out var first) ? _lastNumber - first.Number + 1 : 0;
        if (chunksUnderWay >= _grant.Chunks || (!_answered && _lastOffer == 0)) return [];
        foreach (var record in _order)
        {
            if (record.TravelsWhole) return Fits(Math.Max(chunk, record.Size + record.WholeExtra)) ? Send(now, [.. Whole(record, chunk).Select(r => (r, 0L, r.Size))]) : [];
            if (MayTravel(record) && record.NextPiece(chunk) is { } range) return Fits(chunk) ? Send(now, [(record, range.First, range.End)]) : [];
        }
        return [];

        bool Fits(long bytes) => _flights.Count == 0 || _inFlightBytes + bytes <= window;
    }

    // Before the hub's first word on a connection only behind the offer that names it.
    private bool MayTravel(OutgoingRecord record) => record.Answered || (!_answered && record is { AnsweredBefore: true, Offered: true });

    private List<Piece> Send(TimeSpan now, IReadOnlyList<(OutgoingRecord Record, long First, long End)> parts)
    {
        var mark = congestion.Sent((int)parts.Sum(p => p.End - p.First), _flights.Count == 0, now);
        _lastNumber++;
        return [.. parts.Select(p => Take(new Piece(_lastNumber, p.Record, p.First, p.End, mark) { IsWhole = p.Record.TravelsWhole }))];
    }

    // As many as a chunk of this link has room for, those of the next one's urgency only, by number: each manifest is told by the one before it.
    private List<OutgoingRecord> Whole(OutgoingRecord next, int room)
    {
        var together = new List<OutgoingRecord>();
        foreach (var record in _order.Where(r => r.TravelsWhole && r.Entry.Priority == next.Entry.Priority).Take(Limits.WholeRecords))
        {
            room -= (int)record.Size + record.WholeExtra;
            if (room < 0 && together.Count > 0) break;
            together.Add(record);
        }
        return [.. together.OrderBy(r => r.Entry.Sequence)];
    }

    private Piece Take(Piece piece)
    {
        var record = piece.Record;
        _flights.Enqueue(piece);
        _inFlightBytes += piece.Cost;
        record.InFlight.Add(piece.First, piece.End);
        record.ManifestSent = true;
        record.WentWhole |= piece.IsWhole;
        SentBytes += piece.Length;
        ResentBytes += piece.Length - record.Sent.Missing(piece.First, piece.End).Sum(r => r.End - r.First);
        record.Sent.Add(piece.First, piece.End);
        return piece;
    }

    /// <summary>Takes in what the hub has. The caller has checked that it is addressed to this incarnation and connection.</summary>
    public HaveResult OnHave(Have have, TimeSpan now)
    {
        // A hub that started anew has seen none of what was under way and remembers no offer:
        // what it says here of records counts, all others are offered again.
        if (HubRun != have.HubRunId)
        {
            LoseFlights();
            foreach (var record in _records.Values) record.ForgetConnection();
        }
        if (!_answered)
        {
            foreach (var record in _records.Values) record.ForgetDoubts();
        }
        _answered = true;
        HubRun = have.HubRunId;
        _grant = have.Window ?? new Window();

        var result = new HaveResult();
        foreach (var state in have.Records)
        {
            if (state.RecordId.Length == 16 && Find(new Guid(state.RecordId.Span, bigEndian: true)) is { } record) Apply(state, record, result);
        }

        foreach (var said in have.Stored.Take(Limits.WholeRecords)) Apply(said, have, result);

        var told = have.HighestChunk;
        if (have.AnswersOffer > _answeredOffer)
        {
            _answeredOffer = Math.Min(have.AnswersOffer, _lastOffer);
            told = Math.Max(told, _lastChunkBeforeOffer.GetValueOrDefault(_answeredOffer));
            foreach (var number in _lastChunkBeforeOffer.Keys.Where(n => n <= _answeredOffer).ToList()) _lastChunkBeforeOffer.Remove(number);
        }
        // What the hub has passed and no range covers is lost: it is no longer under way, so it is sent again.
        while (_flights.TryPeek(out var flight) && flight.Number <= told)
        {
            var covered = flight.Record.HasArrived(flight.First, flight.End);
            if (covered) congestion.Landed(flight.Mark, flight.Length, now);
            Land(_flights.Dequeue());
        }
        congestion.Answered(now);
        Sort();
        return result;
    }

    /// <summary>The offers on this connection went unanswered: say them again.</summary>
    public void OfferAgain()
    {
        foreach (var record in _order.Where(r => !r.Answered)) record.Offered = false;
    }

    private static void Apply(RecordState state, OutgoingRecord record, HaveResult result)
    {
        switch (state.StateCase)
        {
            case RecordState.StateOneofCase.Unknown:
                record.ManifestSent = record.Offered = record.Answered = false;
                break;
            case RecordState.StateOneofCase.Committed:
                record.Answered = true;
                record.Committed.Clear();
                foreach (var range in state.Committed.Ranges)
                {
                    if (range.First < range.End && range.End <= (ulong)record.Size) record.Committed.Add((long)range.First, (long)range.End);
                }
                break;
            case RecordState.StateOneofCase.Stored:
                record.Stored = true;
                result.Stored.Add((record, state.Stored));
                break;
            case RecordState.StateOneofCase.Held:
                result.Held.Add((record, state.Held));
                break;
        }
    }

    private void Apply(StoredRanges said, Have have, HaveResult result)
    {
        if (said.ChainId.IsEmpty) said.ChainId = have.Incarnation;
        var named = _order.Where(r => r.Manifest.Fields.ChainId == said.ChainId && SequenceRanges.Contains(said.Ranges, r.Entry.Sequence)).ToList();
        foreach (var record in named) record.Stored = true;
        result.StoredTogether.Add(new StoredTogether(said, have.ArchiveEpoch, named));
    }

    private void LoseFlights()
    {
        while (_flights.TryDequeue(out var flight)) Land(flight);
    }

    private void Land(Piece flight)
    {
        _inFlightBytes -= flight.Cost;
        flight.Record.InFlight.Remove(flight.First, flight.End);
    }

    private void Sort() => _order = [.. _order.OrderBy(r => Urgency.Of(r.Entry, r.Remaining))];
}

/// <summary>What a have asks of the board beyond the transfer itself.</summary>
internal sealed class HaveResult
{
    /// <summary>Records the hub says it has stored, with the receipts to verify.</summary>
    public List<(OutgoingRecord Record, SignedReceipt Receipt)> Stored { get; } = [];

    /// <summary>The same of many records at once.</summary>
    public List<StoredTogether> StoredTogether { get; } = [];

    /// <summary>Records the hub will not take now.</summary>
    public List<(OutgoingRecord Record, Held Held)> Held { get; } = [];
}

/// <summary>One receipt for many records, with the archive epoch of its have and the records of the look-ahead that it names.</summary>
internal sealed record StoredTogether(StoredRanges Said, ulong ArchiveEpoch, IReadOnlyList<OutgoingRecord> Records);
