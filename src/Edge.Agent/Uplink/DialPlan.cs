namespace Edge.Agent.Uplink;

/// <summary>When to try again and how long to wait for the first answer. It never backs off: a window of signal lasts seconds. No clock: times go in.</summary>
internal sealed class DialPlan(UplinkOptions options)
{
    // A link that has just come answers not at once: neighbours are asked for, a modem finishes its registration.
    private static readonly TimeSpan EagerFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EagerPause = TimeSpan.FromMilliseconds(150);

    // The kernel repeats an unanswered SYN after 1, 3 and 7 seconds: new attempts find the link sooner.
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan MostWait = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(3);
    private const int PatientEvery = 4;

    private TimeSpan _eagerUntil = TimeSpan.MinValue;
    private int _unanswered;

    /// <summary>From an offer to its answer, as last measured; null before the first.</summary>
    public TimeSpan? RoundTrip { get; set; }

    /// <summary>A carrier, an address or a route came.</summary>
    public void LinkChanged(TimeSpan now)
    {
        _eagerUntil = now + EagerFor;
        _unanswered = 0;
    }

    /// <summary>How long the next attempt may wait for TCP's answer. Longer now and then: a link with a long queue answers late.</summary>
    public TimeSpan TcpTimeout => Shorter(_unanswered % PatientEvery == PatientEvery - 1 ? Patient : Impatient, options.ConnectTimeout);

    /// <summary>An attempt has failed; returns the wait before the next.</summary>
    public TimeSpan Failed(bool unanswered, bool onBattery, TimeSpan now)
    {
        _unanswered = unanswered ? _unanswered + 1 : 0;
        if (onBattery && options.RetryDelayOnBattery > options.RetryDelay) return options.RetryDelayOnBattery;
        if (now < _eagerUntil) return EagerPause;
        if (!unanswered) return options.RetryDelay;
        // What an unanswered attempt has waited counts.
        return options.RetryDelay / 2 > Impatient ? (options.RetryDelay / 2) - Impatient : TimeSpan.FromMilliseconds(100);
    }

    // Half as long again as an answer takes; where none was ever measured, the longest.
    private TimeSpan Impatient => RoundTrip is { } trip && trip * 1.5 < MostWait ? (trip * 1.5 > LeastWait ? trip * 1.5 : LeastWait) : MostWait;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
