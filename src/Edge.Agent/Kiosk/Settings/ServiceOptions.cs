namespace Edge.Agent.Kiosk.Settings;

/// <summary>Something people come for.</summary>
internal sealed class ServiceOptions
{
    /// <summary>Its name for machines: small letters, digits and hyphens.</summary>
    public string Id { get; init; } = "";

    /// <summary>The letter of its tickets, A to Z, its own.</summary>
    public string Letter { get; init; } = "";

    /// <summary>The picture on its tickets; the service's id where none is given.</summary>
    public string Pictogram { get; init; } = "";

    /// <summary>The button that gives its tickets; the service's id where none is given.</summary>
    public string Button { get; init; } = "";

    /// <summary>What it is called, by language.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();
}
