using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Power;

/// <summary>How the board spends its power, and when it switches itself off.</summary>
internal sealed class PowerOptions
{
    public const string Section = "Power";

    /// <summary>What the board saves: nothing (Full), most (Saver), nearly all while nobody is served (Sleep), or what its supply lets it (Auto).</summary>
    public PowerSetting Mode { get; init; }

    /// <summary>The charge, in percent, at which a board that its battery feeds switches itself off in order; 0 for never.</summary>
    [Range(0, 50)]
    public int OffAt { get; init; } = 10;

    /// <summary>For how long every reading has to say so: one that jumps switches nothing off.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:30:00")]
    public TimeSpan OffAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest wait for the step in hand of an enrolment.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:15:00")]
    public TimeSpan StepLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest time for telling the hub and sending what waits, where there is a link, and for saying it aloud.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:15:00")]
    public TimeSpan SendLimit { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Least time between two messages of health in saver mode; in sleep it is three times as long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "08:00:00")]
    public TimeSpan SaverTelemetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Least wait between two attempts to connect in saver mode; in sleep it is four times as long. A link that comes is used at once all the same.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan SaverRetry { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>How the board is to spend its power.</summary>
internal enum PowerSetting
{
    Full,

    Saver,

    /// <summary>Asleep while no service day is open and no case is in hand, saver otherwise.</summary>
    Sleep,

    /// <summary>Full while something from outside feeds it, or nobody knows; on its battery as <see cref="Sleep"/>.</summary>
    Auto,
}
