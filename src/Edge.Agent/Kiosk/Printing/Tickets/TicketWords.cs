using System.Text.Json;

namespace Edge.Agent.Kiosk.Printing.Tickets;

/// <summary>The few words on a ticket, from words.json: in the citizen's own language where somebody wrote them down, then in Vietnamese and English.</summary>
internal sealed class TicketWords
{
    public const string Before = "before", Soon = "soon", Wait = "wait", WaitHours = "waitHours", Priority = "priority", Household = "household", Keep = "keep";

    private static readonly string[] Everybody = ["vi", "en"];

    private readonly Dictionary<string, Dictionary<string, string>> _languages;

    public TicketWords()
    {
        using var stream = typeof(TicketWords).Assembly.GetManifestResourceStream("Edge.Agent.Kiosk.Printing.words.json")!;
        _languages = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!;
    }

    /// <summary>A word as it stands on paper, one language a line.</summary>
    public IEnumerable<string> Lines(string word, string language) =>
        Everybody.Prepend(language).Distinct(StringComparer.Ordinal).Where(_languages.ContainsKey).Select(l => _languages[l].GetValueOrDefault(word)).OfType<string>();
}
