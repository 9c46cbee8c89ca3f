using System.Text.Json;

namespace Edge.Agent.Desk.Page;

/// <summary>What the page says, in the two languages it speaks.</summary>
internal sealed class PageWords
{
    public const string Vietnamese = "vi";
    public const string English = "en";

    private static readonly IReadOnlyDictionary<string, string[]> Book = Read();
    private readonly int _column;

    private PageWords(string language) => (Language, _column) = (language, language == English ? 1 : 0);

    public static PageWords InVietnamese { get; } = new(Vietnamese);

    public static PageWords InEnglish { get; } = new(English);

    public string Language { get; }

    /// <summary>The words of that name; the name itself where there are none, so that a code of a newer part is still shown.</summary>
    public string this[string name] => Book.TryGetValue(name, out var words) ? words[_column] : name;

    public static bool Has(string name) => Book.ContainsKey(name);

    /// <summary>The same with what belongs into it.</summary>
    public string Say(string name, params object?[] parts) => string.Format(System.Globalization.CultureInfo.InvariantCulture, this[name], parts);

    public static IEnumerable<string> Names => Book.Keys;

    private static Dictionary<string, string[]> Read()
    {
        using var stream = typeof(PageWords).Assembly.GetManifestResourceStream("Edge.Agent.Desk.words.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream)!;
    }
}
