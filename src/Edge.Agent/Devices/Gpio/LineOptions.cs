using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Gpio;

/// <summary>A button or a light.</summary>
internal sealed class LineOptions
{
    /// <summary>Its number on the chip.</summary>
    [Range(0, 1023)]
    public int Offset { get; init; }

    /// <summary>Whether it is read or set.</summary>
    public LineDirection Direction { get; init; }

    /// <summary>Whether a low level is the active one: a button to ground.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>The resistor in the chip.</summary>
    public LineBias Bias { get; init; }

    /// <summary>An input's level counts when it has stood for so long.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(30);
}
