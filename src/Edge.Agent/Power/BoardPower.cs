using Edge.Hosting.Waiting;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Power;

/// <summary>How the board spends its power now, and whether it is about to switch itself off. The keeper writes it; whoever spends reads it.</summary>
internal sealed class BoardPower(IOptions<PowerOptions> options)
{
    private const int SleepTelemetry = 3;
    private const int SleepRetry = 4;

    private readonly Signal _changed = new();
    private volatile PowerNow _now = PowerNow.Full;

    public PowerNow Now
    {
        get => _now;
        set
        {
            if (_now == value) return;
            _now = value;
            _changed.Set();
        }
    }

    /// <summary>Completes at the next change of <see cref="Now"/> after the call.</summary>
    public Task Changed => _changed.Next;

    /// <summary>Between two messages of health.</summary>
    public TimeSpan Telemetry(TimeSpan usual) => Longer(usual, options.Value.SaverTelemetry, SleepTelemetry);

    /// <summary>Between two attempts to connect; zero where power asks for no wait.</summary>
    public TimeSpan LeastRetry => Longer(TimeSpan.Zero, options.Value.SaverRetry, SleepRetry);

    // What is on its way out tells all it can, whatever it saved before.
    private TimeSpan Longer(TimeSpan usual, TimeSpan saver, int asleep) => _now switch
    {
        { Mode: PowerMode.Full } or { IsLeaving: true } => usual,
        { Mode: PowerMode.Saver } => saver > usual ? saver : usual,
        _ => saver * asleep > usual ? saver * asleep : usual,
    };
}

/// <summary>The board's power at one moment.</summary>
internal sealed record PowerNow(PowerMode Mode, ShutdownStage Stage = ShutdownStage.None)
{
    public static PowerNow Full { get; } = new(PowerMode.Full);

    /// <summary>Nothing new is begun: the board is about to switch itself off.</summary>
    public bool IsLeaving => Stage != ShutdownStage.None;

    /// <summary>As the hub is told it.</summary>
    public string Word => IsLeaving ? "off" : Mode switch
    {
        PowerMode.Full => "full",
        PowerMode.Saver => "saver",
        _ => "sleep",
    };
}

/// <summary>How much of its power the board spends.</summary>
internal enum PowerMode
{
    Full,
    Saver,
    Sleep,
}

/// <summary>How far the board is with switching itself off.</summary>
internal enum ShutdownStage
{
    None,

    /// <summary>It is said, nothing new is begun, and the step in hand is finished and sealed.</summary>
    Finishing,

    /// <summary>Nothing is done any more but telling the hub, and sending what waits.</summary>
    Sending,

    /// <summary>The machine has been asked to switch itself off.</summary>
    Off,
}
