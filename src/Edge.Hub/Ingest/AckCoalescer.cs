using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Hub.Ingest;

/// <summary>
/// Puts off answers that only say which bytes have come, so that small chunks over a slow link do not cost an answer each.
/// News of a record, or an offer's answer, is never put off. No clock and no I/O: times go in, what is to be said comes out.
/// </summary>
internal sealed class AckCoalescer
{
    // An answer costs about 200 bytes on the wire.
    private const long EnoughBytes = 8 * 1024;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Have> _said = new(StringComparer.Ordinal);

    /// <summary>When the next answer that was put off is due; null where none was.</summary>
    public TimeSpan? Next => _waiting.Count == 0 ? null : _waiting.Values.Min(w => w.Due);

    /// <summary>These messages are committed and these are the answers to them: returns what is to be said at once.</summary>
    public IReadOnlyList<(string Node, Have Have)> Take(IEnumerable<BoardArrival> messages, IReadOnlyList<(string Node, Have Have)> answers, TimeSpan now)
    {
        var chunks = messages.Where(m => m.Kind == MessageKind.Chunk).ToLookup(m => m.Node, m => m.Bytes);
        var say = new List<(string, Have)>();
        foreach (var (node, have) in answers)
        {
            // Together they might be larger than the broker takes.
            if (_waiting.TryGetValue(node, out var before) && before.Have.CalculateSize() + have.CalculateSize() > Limits.MessageBytes / 2) say.Add((node, Say(node)));
            var waiting = Merge(node, have, now);
            waiting.Add(chunks[node], now);
            if (IsNews(node, have) || waiting.IsEnough) say.Add((node, Say(node)));
        }
        say.AddRange(Due(now));
        return say;
    }

    /// <summary>What was put off and may wait no longer.</summary>
    public IReadOnlyList<(string Node, Have Have)> Due(TimeSpan now) => [.. _waiting.Where(w => w.Value.Due <= now).Select(w => w.Key).ToList().Select(node => (node, Say(node)))];

    private Waiting Merge(string node, Have have, TimeSpan now)
    {
        if (_waiting.TryGetValue(node, out var waiting) && SameTalk(waiting.Have, have))
        {
            var told = have.Records.Select(r => r.RecordId).ToHashSet();
            have.Stored.AddRange(waiting.Have.Stored);
            have.Records.AddRange(waiting.Have.Records.Where(r => !told.Contains(r.RecordId)));
            waiting.Have = have;
            return waiting;
        }
        return _waiting[node] = new Waiting(have, now);
    }

    private bool IsNews(string node, Have have) =>
        have.PauseMs > 0 || have.Stored.Count > 0 || have.Safe.Count > 0 || have.Missing.Count > 0
        || have.HighestChunk == 0 // one part of several, or an answer before any chunk
        || !_said.TryGetValue(node, out var said) || !SameTalk(said, have) || said.AnswersOffer != have.AnswersOffer || !Equals(said.Window, have.Window)
        || have.Records.Any(r => r.StateCase != RecordState.StateOneofCase.Committed);

    private Have Say(string node)
    {
        _waiting.Remove(node, out var waiting);
        // Only whom it was said to and up to where: the records would be kept for ever.
        var have = waiting!.Have;
        _said[node] = new Have { Incarnation = have.Incarnation, Connection = have.Connection, AnswersOffer = have.AnswersOffer, Window = have.Window };
        return have;
    }

    private static bool SameTalk(Have a, Have b) => a.Connection == b.Connection && a.Incarnation == b.Incarnation;

    private sealed class Waiting(Have have, TimeSpan since)
    {
        private long _bytes;
        private int _chunks;
        private TimeSpan _newest;

        public Have Have { get; set; } = have;

        public TimeSpan Due => _newest + Quiet < since + Longest ? _newest + Quiet : since + Longest;

        // A board that was granted little waits for the answer before it can go on.
        public bool IsEnough => _bytes >= EnoughBytes || 2 * _bytes >= (long)(Have.Window?.Bytes ?? 0) || 2 * _chunks >= (Have.Window?.Chunks ?? 0);

        public void Add(IEnumerable<int> chunks, TimeSpan now)
        {
            foreach (var bytes in chunks) (_bytes, _chunks) = (_bytes + bytes, _chunks + 1);
            _newest = now;
        }
    }
}
