using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>What the board knows of its paper.</summary>
internal sealed class PrintingOptions
{
    public const string Section = "Printing";

    /// <summary>Length of a new roll in millimetres, as its label says.</summary>
    [Range(1_000, 200_000)]
    public int RollLength { get; init; } = 30_000;

    /// <summary>With so many millimetres left, people are told that the roll is near its end; a printer's own sensor may tell it earlier.</summary>
    [Range(0, 20_000)]
    public int NearEnd { get; init; } = 2_000;

    /// <summary>Millimetres the printer feeds after each paper to cut it.</summary>
    [Range(0, 100)]
    public int CutFeed { get; init; } = 12;

    /// <summary>A printer that has not taken a paper after so long is closed and opened again.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:05:00")]
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the printer is asked how it is.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:05")]
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(2);
}
