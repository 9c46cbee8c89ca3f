using Edge.Agent.Uplink.Transfer;
using Edge.Contracts.Uplink;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Tests.Uplink;

/// <summary>A hub as the protocol describes it, in memory: it keeps ranges over connections and answers what it has.</summary>
internal sealed class ModelHub(Window window)
{
    private readonly Dictionary<ByteString, (RangeSet Ranges, long Size)> _records = [];
    private readonly HashSet<ByteString> _known = [];
    private ByteString _run = ByteString.CopyFromUtf8("run-1");
    private ulong _highest;
    private ulong _offer;

    public ByteString Run => _run;

    public long DuplicateBytes { get; private set; }

    public bool IsWhole(OutgoingRecord record) => _records.TryGetValue(record.Manifest.Fields.RecordId, out var r) && r.Ranges.Contains(0, r.Size);

    /// <summary>Its memory is gone, its archive is not; nobody is told.</summary>
    public void Forget() => _known.Clear();

    public void Restart()
    {
        Forget();
        _run = ByteString.CopyFromUtf8("run-" + Guid.CreateVersion7());
        ConnectionOpened();
    }

    public void ConnectionOpened() => _highest = _offer = 0;

    public Have Offer(ulong number, IEnumerable<OfferedRecord> offered, Func<ByteString, long> sizeOf)
    {
        _offer = number;
        var have = Answer();
        foreach (var o in offered)
        {
            if (!_records.ContainsKey(o.RecordId) && o.Manifest is null) have.Records.Add(new RecordState { RecordId = o.RecordId, Unknown = new Unknown() });
            else
            {
                _records.TryAdd(o.RecordId, ([], sizeOf(o.RecordId)));
                _known.Add(o.RecordId);
                have.Records.Add(State(o.RecordId));
            }
        }
        return have;
    }

    public Have Chunk(IReadOnlyList<Piece> pieces)
    {
        _highest = Math.Max(_highest, pieces[0].Number);
        var have = Answer();
        foreach (var piece in pieces) Take(piece, have);
        return have;
    }

    private void Take(Piece piece, Have have)
    {
        var fields = piece.Record.Manifest.Fields;
        var id = fields.RecordId;
        if (piece.IsWhole && _records.TryAdd(id, ([], piece.Record.Size))) _known.Add(id);
        if (!_known.Contains(id) && !piece.IsWhole)
        {
            have.Records.Add(new RecordState { RecordId = id, Unknown = new Unknown() });
            return;
        }
        var record = _records[id];
        DuplicateBytes += piece.Length - record.Ranges.Missing(piece.First, piece.End).Sum(r => r.End - r.First);
        record.Ranges.Add(piece.First, piece.End);
        if (piece.IsWhole) have.Stored.Add(new StoredRanges { ChainId = fields.ChainId, Ranges = { new SequenceRange { First = fields.Sequence, Last = fields.Sequence } } });
        else have.Records.Add(State(id));
    }

    private Have Answer() => new() { HubRunId = _run, HighestChunk = _highest, AnswersOffer = _offer, Window = window };

    private RecordState State(ByteString id)
    {
        var (ranges, size) = _records[id];
        if (ranges.Contains(0, size)) return new RecordState { RecordId = id, Stored = new SignedReceipt() };
        var committed = new CommittedRanges();
        committed.Ranges.AddRange(ranges.Select(r => new ByteRange { First = (ulong)r.First, End = (ulong)r.End }));
        return new RecordState { RecordId = id, Committed = committed };
    }
}
