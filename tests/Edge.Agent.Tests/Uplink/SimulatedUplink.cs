using Edge.Agent.Uplink;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts.Wire;
using Edge.Mqtt;

namespace Edge.Agent.Tests.Uplink;

/// <summary>A board's policy classes, a model of the hub and a link's history, in simulated time: what <see cref="UplinkSession"/> does, without its I/O.</summary>
internal sealed class SimulatedUplink
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_leastWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_hubTime = TimeSpan.FromMilliseconds(20);
    private readonly UplinkOptions _options = new();
    private readonly PriorityQueue<Action, (TimeSpan, long)> _events = new();
    private readonly Random _random;
    private readonly LinkHistory _link;
    private readonly CongestionWindow _congestion;
    private readonly TransferScheduler _scheduler;
    private readonly RetransmitTimer _clock;
    private readonly DialPlan _plan;
    private readonly ModelHub _hub;
    private readonly List<OutgoingRecord> _records;
    private readonly List<OutgoingRecord> _left;
    private readonly List<(LinkHistory.Signal Signal, TimeSpan Needs)> _due = [];
    private readonly Dictionary<LinkHistory.Signal, long> _fresh = [];
    private readonly HashSet<LinkHistory.Signal> _faulty = [];
    private TimeSpan _now;
    private TimeSpan _dialAt;
    private TimeSpan _upFree;
    private TimeSpan _downFree;
    private TimeSpan _unsentUntil;
    private readonly Queue<(TimeSpan At, long Bytes)> _unacknowledged = new();
    private long _order;
    private long _turn;
    private int _connection;
    private bool _connected;
    private bool _acknowledged = true;

    public SimulatedUplink(Random random)
    {
        _random = random;
        _link = new LinkHistory(random);
        _congestion = new CongestionWindow(_options.WindowBytes, _options.ChunkBytes);
        _scheduler = new TransferScheduler(_congestion);
        _clock = new RetransmitTimer(_options);
        _plan = new DialPlan(_options);
        _hub = new ModelHub(new Window { Bytes = 1 << 20, Chunks = (uint)random.Next(2, 64) });
        _records = [.. Enumerable.Range(1, random.Next(1, 12)).Select(i => Outgoing.Record((ulong)i, random.Next(1, random.Next(2) == 0 ? 200_000 : 3_000_000), random.Next(10)))];
        _left = [.. _records];
        _scheduler.SetLookAhead(_left);
    }

    public int Records => _records.Count;

    public bool Delivered => _left.Count == 0 && _records.TrueForAll(_hub.IsWhole);

    /// <summary>The times of signal that were long enough, while something waited until their end.</summary>
    public IReadOnlyList<(LinkHistory.Signal Signal, TimeSpan Needs, long Fresh)> Windows => [.. _due.Select(d => (d.Signal, d.Needs, _fresh.GetValueOrDefault(d.Signal)))];

    public void Run()
    {
        foreach (var signal in _link.Signals)
        {
            var needs = TimeSpan.Zero;
            At(signal.Since, () => needs = Needs(signal));
            At(signal.Until, () =>
            {
                if (_left.Count > 0 && !_faulty.Contains(signal) && signal.Until - signal.Since > needs) _due.Add((signal, needs));
            });
        }
        At(TimeSpan.Zero, Dial);
        while (_left.Count > 0 && _events.TryDequeue(out var what, out var when))
        {
            _now = when.Item1;
            what();
        }
    }

    // Until the board dials, which an attempt that an outage met puts off; TCP, TLS, offer and have; the offers, and what an earlier connection still holds, on their way; one chunk.
    private TimeSpan Needs(LinkHistory.Signal signal) =>
        TimeSpan.FromSeconds(1) + (_dialAt > _now ? _dialAt - _now : TimeSpan.Zero) + (8 * signal.Delay) + TimeSpan.FromSeconds(((_connected ? _congestion.WindowBytes : 0) + _congestion.ChunkBytes + (700 * _records.Count)) / (double)signal.Rate);

    // A time of signal with such a fault in it promises nothing of its own; what comes after it does.
    private bool Happens(int oneIn)
    {
        if (_random.Next(oneIn) > 0) return false;
        _faulty.Add(_link.From(_now));
        return true;
    }

    private void At(TimeSpan when, Action what) => _events.Enqueue(what, (when, _order++));

    private void Dial()
    {
        // TCP's answer, then TLS: two round trips. One begun in an outage is not answered; one that an outage meets is lost with it.
        var opened = _now + (4 * _link.From(_now).Delay);
        if (_link.IsUp(_now) && _link.From(_now).Until > opened) At(opened, Open);
        else DialAgain(_link.IsUp(_now) ? _options.DeadAfter : _plan.Stagger(TimeSpan.Zero)!.Value);
    }

    private void Open()
    {
        _connection++;
        _connected = _acknowledged = true;
        _upFree = _downFree = _unsentUntil = _now;
        _unacknowledged.Clear();
        _scheduler.ConnectionOpened();
        _clock.Connected(_now);
        var mine = _connection;
        At(_now + _link.From(_now).Delay, () =>
        {
            if (mine == _connection) _hub.ConnectionOpened();
        });
        Look(mine);
    }

    // One turn of the session's loop; what happens makes it turn again, and so does the tick.
    private void Look(int connection)
    {
        if (!_connected || connection != _connection) return;
        if (Happens(400)) _hub.Forget();
        var due = _clock.NextOffer(_scheduler.AwaitsAnswer) <= _now;
        if (due) _scheduler.OfferAgain();
        if (due || (_scheduler.HasUnoffered && _acknowledged)) Offer(connection);
        while (Backpressure() == TimeSpan.Zero && _scheduler.NextChunk(_now) is { Count: > 0 } pieces) Send(connection, pieces);
        _clock.Unsent(_unsentUntil > _now ? (long)(_unsentUntil - _now).TotalMilliseconds + 1 : 0, _now);
        if (_now >= _clock.DeadAt())
        {
            Lose();
            return;
        }
        var turn = ++_turn;
        var wait = Backpressure();
        At(_now + (wait > TimeSpan.Zero && wait < s_tick ? wait + s_leastWait : s_tick), () =>
        {
            if (turn == _turn) Look(connection);
        });
    }

    // What the kernel has is acknowledged once it has gone there and back.
    private TimeSpan Backpressure()
    {
        while (_unacknowledged.TryPeek(out var first) && first.At <= _now) _unacknowledged.Dequeue();
        return _scheduler.Backpressure(_unacknowledged.Sum(u => u.Bytes), new LinkSample(2 * _link.From(_now).Delay, 0), _now);
    }

    private void Lose()
    {
        _connected = false;
        DialAgain(_plan.Failed(unanswered: false, TimeSpan.Zero, _now));
    }

    private void DialAgain(TimeSpan wait)
    {
        _dialAt = _now + wait;
        At(_dialAt, Dial);
    }

    private void Offer(int connection)
    {
        var (number, offered) = _scheduler.NextOffer();
        _acknowledged = false;
        _clock.OfferSent(_now);
        var bytes = 100 + offered.Sum(o => o.CalculateSize());
        Up(connection, bytes, () =>
        {
            // The broker's PUBACK, and the hub's answer.
            Down(connection, 4, () =>
            {
                _acknowledged = true;
                _clock.OfferAcknowledged(_now);
            });
            Answer(connection, _hub.Offer(number, offered, id => _records.Single(r => r.Manifest.Fields.RecordId == id).Size));
        });
    }

    private void Send(int connection, IReadOnlyList<Piece> pieces)
    {
        Assert.All(pieces, p => Assert.Equal([(p.First, p.End)], p.Record.Committed.Missing(p.First, p.End)));
        var bytes = pieces.Sum(p => p.Length);
        Up(connection, bytes + pieces.Sum(p => p.IsWhole ? 150 : 80), () =>
        {
            // The broker drops one now and then.
            if (Happens(200)) return;
            var before = _hub.DuplicateBytes;
            var have = _hub.Chunk(pieces);
            // Named by the signal in which it came, whenever it was sent.
            var signal = _link.From(_now);
            if (!have.Records.Any(r => r.Unknown is not null)) _fresh[signal] = _fresh.GetValueOrDefault(signal) + bytes - (_hub.DuplicateBytes - before);
            Answer(connection, have);
        });
    }

    private void Answer(int connection, Have have) => Down(connection, 150, () =>
    {
        var waited = _scheduler.AwaitsAnswer;
        var result = _scheduler.OnHave(have, _now);
        _clock.HaveReceived(_now, waited && have.AnswersOffer > 0 && !_scheduler.AwaitsOffer);
        foreach (var record in result.Stored.Select(s => s.Record).Concat(result.StoredTogether.SelectMany(s => s.Records)))
        {
            _scheduler.Remove(record);
            _left.Remove(record);
        }
    });

    // What a connection that has been given up still had on its way reaches the hub, until the next one takes its place.
    private void Up(int connection, int bytes, Action arrives)
    {
        _upFree = _unsentUntil = _link.Carried(_upFree > _now ? _upFree : _now, bytes);
        var arrived = _link.Arrived(_upFree);
        _unacknowledged.Enqueue((arrived + _link.From(arrived).Delay, bytes));
        At(arrived, () =>
        {
            if (connection == _connection) arrives();
        });
    }

    private void Down(int connection, int bytes, Action arrives)
    {
        var ready = _now + s_hubTime;
        _downFree = _link.Carried(_downFree > ready ? _downFree : ready, bytes);
        At(_link.Arrived(_downFree), () =>
        {
            if (!_connected || connection != _connection) return;
            arrives();
            Look(connection);
        });
    }
}
