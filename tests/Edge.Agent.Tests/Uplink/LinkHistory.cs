namespace Edge.Agent.Tests.Uplink;

/// <summary>A link that comes and goes, each time with its own rate and delay; the last time of signal never ends.</summary>
internal sealed class LinkHistory
{
    private static readonly TimeSpan s_recovery = TimeSpan.FromMilliseconds(300);
    private readonly List<Signal> _signals = [];

    public LinkHistory(Random random)
    {
        var at = Seconds(random, 0, 5);
        var (rate, delay) = (Rate(random), Delay(random));
        for (var i = random.Next(2, 10); i > 0; i--)
        {
            var until = at + Seconds(random, 1, 40);
            _signals.Add(new Signal(at, until, rate, delay));
            at = until + (random.Next(3) == 0 ? Seconds(random, 0.1, 4) : Seconds(random, 4, 60));
            if (random.Next(3) == 0) (rate, delay) = (Rate(random), Delay(random));
        }
        _signals.Add(new Signal(at, TimeSpan.FromDays(1), Math.Max(rate, 8_000), delay));
    }

    public IReadOnlyList<Signal> Signals => _signals;

    /// <summary>The time of signal at that moment, or the next one.</summary>
    public Signal From(TimeSpan at) => _signals.First(s => s.Until > at);

    public bool IsUp(TimeSpan at) => From(at).Since <= at;

    /// <summary>When the last byte has left, where the first may leave at <paramref name="at"/>; an outage is waited for.</summary>
    public TimeSpan Carried(TimeSpan at, int bytes)
    {
        double left = bytes;
        while (true)
        {
            var signal = From(at);
            if (at < signal.Since) at = signal.Since;
            var takes = TimeSpan.FromSeconds(left / signal.Rate);
            if (at + takes <= signal.Until) return at + takes;
            left -= signal.Rate * (signal.Until - at).TotalSeconds;
            at = signal.Until;
        }
    }

    /// <summary>When what left at that moment is there. In an outage it is lost on the way, and TCP repeats it when the link is back.</summary>
    public TimeSpan Arrived(TimeSpan left)
    {
        var there = left + From(left).Delay;
        return IsUp(there) ? there : From(there).Since + s_recovery + From(there).Delay;
    }

    private static TimeSpan Seconds(Random random, double least, double most) => TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least)));

    private static int Rate(Random random) => (int)(2_000 * Math.Pow(2, random.NextDouble() * 9));

    private static TimeSpan Delay(Random random) => Seconds(random, 0.01, 0.6);

    /// <param name="Since">Its begin.</param>
    /// <param name="Until">Its end.</param>
    /// <param name="Rate">Bytes a second each way.</param>
    /// <param name="Delay">One way.</param>
    internal sealed record Signal(TimeSpan Since, TimeSpan Until, int Rate, TimeSpan Delay);
}
