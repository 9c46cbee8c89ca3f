using System.ComponentModel.DataAnnotations;

namespace Edge.Hub;

/// <summary>An ADDR:PORT to listen on.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ListenAddressAttribute() : ValidationAttribute("ADDR:PORT, such as 127.0.0.1:8080 or [::]:8443, port {1} to 65535")
{
    /// <summary>Lowest port; 0 stands for any free one.</summary>
    public int LowestPort { get; init; }

    public override bool IsValid(object? value) => value is string text && NetAddress.TryParse(text, out var endpoint) && endpoint.Port >= LowestPort;

    public override string FormatErrorMessage(string name) => string.Format(System.Globalization.CultureInfo.InvariantCulture, ErrorMessageString, name, LowestPort);
}
