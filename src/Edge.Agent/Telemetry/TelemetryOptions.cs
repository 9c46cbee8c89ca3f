using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Telemetry;

/// <summary>How often the board tells how it is.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>At most one message of health in so long, and only when something changed; what is urgent, such as a fault, may come after two seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the board looks at itself; at its faults all the time.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(10);
}
