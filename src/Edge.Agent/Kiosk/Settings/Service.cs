namespace Edge.Agent.Kiosk.Settings;

/// <summary>Something people come for.</summary>
/// <param name="Names">What it is called, by language.</param>
internal sealed record Service(string Id, char Letter, string Pictogram, string Button, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>Its name in that language, in another where it has none in that one.</summary>
    public string Name(string language) => Names.TryGetValue(language, out var name) ? name
        : Names.TryGetValue("vi", out name) || Names.TryGetValue("en", out name) ? name : Names.Values.FirstOrDefault() ?? Id;
}
