namespace Edge.Agent.Uplink.Transfer;

/// <summary>Decides from what was last heard when to offer again and when the link is dead. Times go in, decisions come out.</summary>
internal sealed class RetransmitTimer(UplinkOptions options)
{
    private TimeSpan _lastSign;
    private TimeSpan _lastHave;
    private TimeSpan? _lastOffer;
    private TimeSpan _begun;
    private bool _acknowledged;
    private long _unsent;
    private int _unanswered;

    /// <summary>Smoothed time from an offer to its have; null before the first.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>The broker takes what we say and the hub does not answer it: the hub is away.</summary>
    public bool HubAway => _unanswered > 1 && _lastHave < _lastSign;

    public void Connected(TimeSpan now)
    {
        _lastSign = _lastHave = now;
        _lastOffer = null;
        _begun = now;
        _acknowledged = true;
        _unanswered = 0;
        _unsent = 0;
    }

    public void OfferSent(TimeSpan now)
    {
        _lastOffer = now;
        _acknowledged = false;
        _unanswered++;
    }

    /// <summary>Chunks go out after a time in which nothing waited for an answer.</summary>
    public void SendingBegins(TimeSpan now) => _begun = now;

    /// <summary>The broker acknowledged our last offer: the link lives, whatever the hub does.</summary>
    public void OfferAcknowledged(TimeSpan now)
    {
        _lastSign = now;
        _acknowledged = true;
    }

    public void HaveReceived(TimeSpan now, bool answersLastOffer)
    {
        _lastSign = _lastHave = now;
        if (!answersLastOffer || _lastOffer is not { } sent) return;
        // An answer to an offer that was repeated may be the first one's: it would flatter the round trip.
        if (_unanswered == 1) RoundTrip = RoundTrip is { } old ? (old * 7 + (now - sent)) / 8 : now - sent;
        _unanswered = 0;
    }

    /// <summary>Bytes still unsent, seen now: fewer than before is a sign of life, and the first ones start the wait.</summary>
    public void Unsent(long bytes, TimeSpan now)
    {
        if (bytes < _unsent || (_unsent == 0 && bytes > 0)) _lastSign = Max(_lastSign, now);
        _unsent = bytes;
    }

    /// <summary>When an offer is due although there is nothing new to offer.</summary>
    public TimeSpan NextOffer(bool awaitsAnswer)
    {
        if (_lastOffer is not { } sent) return TimeSpan.MinValue;
        if (!awaitsAnswer) return sent + options.IdleOffer;
        // What is still on its way out is not yet unanswered: asking now would only queue behind it.
        if (_unsent > 0 || !_acknowledged) return TimeSpan.MaxValue;
        return Max(Max(sent, _lastHave), _begun) + (_unanswered > 1 ? options.HubAwayDelay : Longer(options.AnswerTimeout, 2));
    }

    /// <summary>When the link counts as dead unless something is heard before.</summary>
    public TimeSpan DeadAt()
    {
        if (!_acknowledged) return Max(_lastSign, _lastOffer ?? TimeSpan.Zero) + Longer(options.DeadAfter, 4);
        return _unsent > 0 ? _lastSign + Longer(options.DeadAfter, 4) : TimeSpan.MaxValue;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private TimeSpan Longer(TimeSpan least, int roundTrips) =>
        RoundTrip is { } rtt && rtt * roundTrips > least ? rtt * roundTrips : least;
}
