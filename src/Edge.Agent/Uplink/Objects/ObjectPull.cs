using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Uplink;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Objects;

/// <summary>
/// Decides which object on offer is pulled and which bytes of it are asked for next. It has no clock and does no I/O, and outlives
/// connections: what has arrived is not asked for again. One object at a time; what does not match its digest is thrown away.
/// </summary>
internal sealed class ObjectPull(IEnumerable<ObjectHandler> handlers)
{
    // As much as a slow link carries in some seconds: an answer must not keep records waiting for long.
    internal const int AskedBytes = 2 * Limits.AnswerBytes;

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    internal static readonly TimeSpan AfterBadBytes = TimeSpan.FromMinutes(1);

    // More is refused only by a hub that makes them up; the oldest may then be pulled, and refused, again.
    private const int Remembered = 64;

    private readonly Dictionary<string, ObjectHandler> _takers = handlers.ToDictionary(t => t.Name, StringComparer.Ordinal);
    private readonly Queue<ByteString> _refused = [];
    private readonly RangeSet _arrived = [];
    private readonly RangeSet _asked = [];
    private ObjectOnOffer? _wanted;
    private byte[] _bytes = [];
    private TimeSpan _askAt = TimeSpan.MinValue;
    private TimeSpan _notBefore = TimeSpan.MinValue;

    /// <summary>When the next ask is due; null while nothing is wanted.</summary>
    public TimeSpan? Due => _wanted is null ? null : _askAt > _notBefore ? _askAt : _notBefore;

    /// <summary>A have lists these; one without any says nothing new.</summary>
    public void Offered(IEnumerable<ObjectOnOffer> objects)
    {
        if (objects.FirstOrDefault(IsWanted) is not { } wanted || wanted.Digest == _wanted?.Digest) return;
        // What was on offer before is so no more: nobody would answer for it.
        _wanted = wanted.Clone();
        _bytes = new byte[wanted.Size];
        _askAt = TimeSpan.MinValue;
        _arrived.Clear();
    }

    /// <summary>What was asked for on the old connection is lost; what has arrived stays.</summary>
    public void ConnectionOpened() => _askAt = TimeSpan.MinValue;

    /// <summary>The next ask, or null while none is due.</summary>
    public Ask? Next(TimeSpan now)
    {
        if (_wanted is null || now < Due) return null;
        _askAt = now + Patience;
        _asked.Clear();
        var ask = new Ask { Digest = _wanted.Digest };
        var room = (long)AskedBytes;
        foreach (var (first, end) in _arrived.Missing(_bytes.Length).Take(Limits.AskedRanges))
        {
            if (room == 0) break;
            var stop = Math.Min(end, first + room);
            room -= stop - first;
            ask.Missing.Add(new ByteRange { First = (ulong)first, End = (ulong)stop });
            _asked.Add(first, stop);
        }
        return ask;
    }

    /// <summary>Takes a piece in; returns the whole object with the one who wants it when this was the last.</summary>
    public (ObjectHandler Taker, ulong Version, byte[] Bytes)? Take(Answer answer, TimeSpan now)
    {
        if (_wanted is null || answer.Digest != _wanted.Digest || answer.Data.Length == 0) return null;
        if (answer.Offset > (ulong)_bytes.Length || answer.Data.Length > _bytes.Length - (long)answer.Offset) return null;
        var (first, end) = ((long)answer.Offset, (long)answer.Offset + answer.Data.Length);
        answer.Data.Span.CopyTo(_bytes.AsSpan((int)first));
        _arrived.Add(first, end);
        _asked.Remove(first, end);
        _askAt = _asked.Count == 0 ? now : now + Patience;
        return _arrived.Contains(0, _bytes.Length) ? Whole(now) : null;
    }

    /// <summary>Its taker does not want the object just completed, and would not want it later.</summary>
    public void Refuse(byte[] bytes, TimeSpan now)
    {
        if (_refused.Count >= Remembered) _refused.Dequeue();
        _refused.Enqueue(ByteString.CopyFrom(SHA256.HashData(bytes)));
        _notBefore = now + AfterBadBytes;
    }

    /// <summary>Its taker could not take the object just completed; it may be pulled again after a while.</summary>
    public void Postpone(TimeSpan now) => _notBefore = now + AfterBadBytes;

    private (ObjectHandler, ulong, byte[])? Whole(TimeSpan now)
    {
        var good = SHA256.HashData(_bytes).AsSpan().SequenceEqual(_wanted!.Digest.Span);
        var whole = (_takers[_wanted.Name], _wanted.Version, _bytes);
        _arrived.Clear();
        if (good)
        {
            (_wanted, _bytes) = (null, []);
            return whole;
        }
        // Some piece was wrong, nobody knows which.
        _notBefore = now + AfterBadBytes;
        return null;
    }

    private bool IsWanted(ObjectOnOffer offered) => _takers.TryGetValue(offered.Name, out var taker)
        && offered.Version > taker.Version()
        && offered.Size > 0 && offered.Size <= (ulong)taker.MostBytes
        && offered.Digest.Length == SHA256.HashSizeInBytes
        && !_refused.Contains(offered.Digest);
}
