using System.ComponentModel.DataAnnotations;

namespace Edge.Hub.Metrics;

/// <summary>What the hub tells monitoring of itself, and where to.</summary>
internal sealed class TelemetryOptions : IValidatableObject
{
    public const string Section = "Telemetry";

    /// <summary>Where metrics are sent by OTLP over HTTP, such as http://collector:4318/v1/metrics; nowhere while empty.</summary>
    public string Otlp { get; init; } = "";

    /// <summary>Lets programs on this machine read /metrics over plain HTTP without a token.</summary>
    public bool Loopback { get; init; } = true;

    /// <summary>Most groups of boards that are told one by one; the smallest ones beyond are told together as <c>other</c>.</summary>
    [Range(0, 2000)]
    public int Groups { get; init; } = 200;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Otlp.Length > 0 && !(Uri.TryCreate(Otlp, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return new ValidationResult($"{Section}:Otlp is '{Otlp}'; it must be an address such as http://collector:4318/v1/metrics, or empty");
        }
    }
}
