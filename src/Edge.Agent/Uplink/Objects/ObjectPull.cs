using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Uplink;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Uplink.Objects;

/// <summary>
/// Decides which object on offer is pulled and which bytes of it are asked for next. It has no clock, and outlives connections:
/// what has arrived is not asked for again. One object at a time; what does not match its digest is thrown away.
/// </summary>
internal sealed class ObjectPull(IEnumerable<ObjectHandler> handlers)
{
    // As much as a slow link carries in some seconds: an answer must not keep records waiting for long.
    internal const int AskedBytes = 2 * Limits.AnswerBytes;

    /// <summary>The same of what waits for everything else.</summary>
    internal const int LastBytes = Limits.AnswerBytes;

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    internal static readonly TimeSpan AfterBadBytes = TimeSpan.FromMinutes(1);

    /// <summary>Between two asks for what waits for everything else: a hub answers four a second of a board, and others pull too.</summary>
    internal static readonly TimeSpan LastPace = TimeSpan.FromMilliseconds(300);

    // More is refused only by a hub that makes them up; the oldest may then be pulled, and refused, again.
    private const int Remembered = 64;

    private readonly Dictionary<string, ObjectHandler> _takers = handlers.ToDictionary(t => t.Name, StringComparer.Ordinal);
    private readonly Queue<ByteString> _refused = [];
    private readonly RangeSet _asked = [];
    private Pulled? _wanted;
    private bool _whole;
    private TimeSpan _askAt = TimeSpan.Zero;
    private TimeSpan _lastAskAt = TimeSpan.Zero;
    private TimeSpan _notBefore = TimeSpan.Zero;

    /// <summary>When the next ask is due; null while nothing is wanted, or only what waits for records.</summary>
    /// <param name="idle">No record waits.</param>
    public TimeSpan? Due(bool idle) => _wanted is null || _whole || (_wanted.Taker.Last && !idle) ? null : Later(Later(_askAt, _notBefore), _wanted.Taker.Last ? _lastAskAt : TimeSpan.Zero);

    /// <summary>A have lists these; one without any says nothing new.</summary>
    /// <exception cref="IOException">What is wanted could not be begun; it is when it is listed again.</exception>
    public void Offered(IReadOnlyCollection<ObjectOnOffer> objects)
    {
        // Whoever takes a whole one tells the hub, which lists anew what there is.
        if (_whole) return;
        foreach (var gone in objects.Where(o => o.Version == 0)) Withdraw(gone.Name);
        if (objects.Where(IsWanted).OrderBy(o => _takers[o.Name].Last).FirstOrDefault() is not { } wanted || wanted.Digest == _wanted?.OnOffer.Digest) return;
        var taker = _takers[wanted.Name];
        if (taker.Last && _wanted is { Taker.Last: false }) return;
        // What was on offer before is so no more, or can wait.
        _wanted = null;
        _wanted = new Pulled(taker, wanted.Clone(), taker.Begin(wanted));
        _askAt = TimeSpan.Zero;
        // All of it may be here since before a restart.
        _whole = IsWhole(_wanted);
    }

    /// <summary>What was asked for on the old connection is lost; what has arrived stays.</summary>
    public void ConnectionOpened() => _askAt = TimeSpan.Zero;

    /// <summary>The next ask, or null while none is due.</summary>
    public Ask? Next(TimeSpan now, bool idle = true)
    {
        if (_wanted is null || !(Due(idle) <= now)) return null;
        (_askAt, _lastAskAt) = (now + Patience, now + LastPace);
        _asked.Clear();
        var ask = new Ask { Digest = _wanted.OnOffer.Digest };
        var room = (long)(_wanted.Taker.Last ? LastBytes : AskedBytes);
        foreach (var (first, end) in _wanted.Pieces.Arrived.Missing(_wanted.Size).Take(Limits.AskedRanges))
        {
            if (room == 0) break;
            var stop = Math.Min(end, first + room);
            room -= stop - first;
            ask.Missing.Add(new ByteRange { First = (ulong)first, End = (ulong)stop });
            _asked.Add(first, stop);
        }
        return ask;
    }

    /// <summary>Takes a piece in.</summary>
    /// <exception cref="IOException">It could not be kept.</exception>
    public void Take(Answer answer, TimeSpan now)
    {
        if (_wanted is null || _whole || answer.Digest != _wanted.OnOffer.Digest || answer.Data.Length == 0) return;
        if (answer.Offset > (ulong)_wanted.Size || answer.Data.Length > _wanted.Size - (long)answer.Offset) return;
        var (first, end) = ((long)answer.Offset, (long)answer.Offset + answer.Data.Length);
        _wanted.Pieces.Write(first, answer.Data.Span);
        _asked.Remove(first, end);
        _askAt = _asked.Count == 0 ? now : now + Patience;
        _whole = IsWhole(_wanted);
    }

    /// <summary>Which object is being pulled; null where none is.</summary>
    public string? Name => _wanted?.Taker.Name;

    /// <summary>What is whole and waits to be taken: nothing is asked for until it is told how that went.</summary>
    public Pulled? Whole => _whole ? _wanted : null;

    /// <summary>It was taken.</summary>
    public void Taken() => (_wanted, _whole) = (null, false);

    /// <summary>Its taker does not want it, and would not want it later.</summary>
    public void Refuse(TimeSpan now)
    {
        if (_refused.Count >= Remembered) _refused.Dequeue();
        if (_wanted is { } refused) _refused.Enqueue(refused.OnOffer.Digest);
        Postpone(now);
    }

    /// <summary>It could not be kept or taken; what is on offer is begun again after a while.</summary>
    public void Postpone(TimeSpan now)
    {
        Taken();
        _notBefore = now + AfterBadBytes;
    }

    /// <summary>Bytes of it were wrong: they are pulled again after a while.</summary>
    public void PullAgain(TimeSpan now) => (_whole, _notBefore) = (false, now + AfterBadBytes);

    private void Withdraw(string name)
    {
        if (!_takers.TryGetValue(name, out var taker)) return;
        if (_wanted?.Taker == taker) Taken();
        taker.Withdrawn();
    }

    private static bool IsWhole(Pulled pulled) => pulled.Pieces.Arrived.Contains(0, pulled.Size);

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private bool IsWanted(ObjectOnOffer offered) => _takers.TryGetValue(offered.Name, out var taker)
        && offered.Version > taker.Version()
        && offered.Size > 0 && offered.Size <= (ulong)taker.MostBytes
        && offered.Digest.Length == SHA256.HashSizeInBytes
        && !_refused.Contains(offered.Digest)
        && taker.Wants(offered);
}

/// <summary>An object that is being pulled.</summary>
internal sealed record Pulled(ObjectHandler Taker, ObjectOnOffer OnOffer, IObjectPieces Pieces)
{
    public long Size => (long)OnOffer.Size;
}
