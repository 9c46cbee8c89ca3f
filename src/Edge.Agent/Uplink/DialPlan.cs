namespace Edge.Agent.Uplink;

/// <summary>When to try again and how. It never backs off: a window of signal lasts seconds. No clock: times go in.</summary>
internal sealed class DialPlan(UplinkOptions options)
{
    // A link that has just come answers not at once: neighbours are asked for, a modem finishes its registration.
    private static readonly TimeSpan EagerFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EagerPause = TimeSpan.FromMilliseconds(150);

    // A link with a long queue answers late: no attempt is given up before this, however many have begun after it.
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(3);
    private const int AttemptsPerDelay = 4;
    private static readonly TimeSpan LeastStagger = TimeSpan.FromMilliseconds(50);

    private TimeSpan _eagerUntil = TimeSpan.MinValue;

    /// <summary>How long all attempts together may wait for TCP's answer.</summary>
    public TimeSpan TcpTimeout => Patient < options.ConnectTimeout ? Patient : options.ConnectTimeout;

    /// <summary>Wait before one more attempt while the others have no answer yet; null for one attempt alone.</summary>
    /// <param name="least">What saving power asks for between two attempts.</param>
    public TimeSpan? Stagger(TimeSpan least) => Saves(least) ? null : Step;

    /// <summary>A carrier, an address or a route came.</summary>
    public void LinkChanged(TimeSpan now) => _eagerUntil = now + EagerFor;

    /// <summary>Nothing came of it; returns the wait before trying again.</summary>
    public TimeSpan Failed(bool unanswered, TimeSpan least, TimeSpan now)
    {
        if (Saves(least)) return least;
        if (now < _eagerUntil) return EagerPause;
        return unanswered ? Step : options.RetryDelay;
    }

    private TimeSpan Step => options.RetryDelay / AttemptsPerDelay is var step && step > LeastStagger ? step : LeastStagger;

    private bool Saves(TimeSpan least) => least > options.RetryDelay;
}
