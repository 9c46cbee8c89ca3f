namespace Edge.Agent.Kiosk.Settings;

/// <summary>Why a case may end without a record.</summary>
internal sealed class ExceptionOptions
{
    /// <summary>Its key, 0 to 9, its own.</summary>
    public int Digit { get; init; } = -1;

    /// <summary>Its name for machines: small letters, digits and hyphens.</summary>
    public string Id { get; init; } = "";
}
