using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Devices.Strip;

/// <summary>A light on the strip.</summary>
internal sealed class StripLightOptions
{
    /// <summary>Which LED, from 0 at the strip's beginning.</summary>
    [Range(0, StripOptions.MostPixels - 1)]
    public int Pixel { get; init; }

    /// <summary>Its colour when it is lit, as <c>#RRGGBB</c>.</summary>
    [Required]
    [RegularExpression("#[0-9a-fA-F]{6}")]
    public string Color { get; init; } = "#FFFFFF";
}
