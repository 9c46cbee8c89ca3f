namespace Edge.Agent.Power;

/// <summary>When the board switches itself off, and in which order. No clock and no I/O: readings and times go in, stages come out. What cannot be read decides nothing.</summary>
internal sealed class ShutdownPlan(PowerOptions options)
{
    // A battery whose load has gone reads a little more than it has.
    private const int Recovered = 5;

    private TimeSpan? _lowSince;
    private TimeSpan _since;

    public ShutdownStage Stage { get; private set; }

    /// <summary>The next stage, one at a time.</summary>
    /// <param name="look">What feeds the board.</param>
    /// <param name="busy">Whether what belongs to the stage is still under way.</param>
    /// <param name="now">A time that only moves forward.</param>
    public ShutdownStage Next(PowerLook look, bool busy, TimeSpan now) => Stage switch
    {
        ShutdownStage.None => IsLow(look, now) ? Enter(ShutdownStage.Finishing, now) : Stage,
        _ when IsBack(look) => Enter(ShutdownStage.None, now),
        ShutdownStage.Finishing when !busy || now - _since >= options.StepLimit => Enter(ShutdownStage.Sending, now),
        ShutdownStage.Sending when !busy || now - _since >= options.SendLimit => Enter(ShutdownStage.Off, now),
        _ => Stage,
    };

    // By its own word alone a battery switches nothing off: it has to be known that nothing else feeds the board.
    private bool IsLow(PowerLook look, TimeSpan now)
    {
        if (look is not { OnBattery: true, Charge: { } charge } || charge > options.OffAt || options.OffAt == 0) _lowSince = null;
        else _lowSince ??= now;
        return now - _lowSince >= options.OffAfter;
    }

    private bool IsBack(PowerLook look) => look.OnBattery is false || look.Charge > options.OffAt + Recovered;

    private ShutdownStage Enter(ShutdownStage stage, TimeSpan now)
    {
        (Stage, _since, _lowSince) = (stage, now, null);
        return stage;
    }
}

/// <summary>What feeds the board; null where nobody knows.</summary>
internal readonly record struct PowerLook(bool? OnBattery, int? Charge);
