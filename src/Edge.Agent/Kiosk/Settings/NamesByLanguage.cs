namespace Edge.Agent.Kiosk.Settings;

/// <summary>What something of the kiosk's settings is called, language by language.</summary>
internal static class NamesByLanguage
{
    private const int Longest = 60;

    /// <summary>The name in that language; in Vietnamese, English or any other where it has none in that one.</summary>
    public static string In(this IReadOnlyDictionary<string, string> names, string language, string id) =>
        names.TryGetValue(language, out var name) || names.TryGetValue("vi", out name) || names.TryGetValue("en", out name) ? name : names.Values.FirstOrDefault() ?? id;

    /// <summary>The settings' names; the usual ones in languages that the settings leave out.</summary>
    public static IReadOnlyDictionary<string, string> Over(this IReadOnlyDictionary<string, string> names, IReadOnlyDictionary<string, string>? usual)
    {
        if (usual is null || names.Count == 0) return usual ?? names;
        var all = new Dictionary<string, string>(usual);
        foreach (var (language, name) in names) all[language] = name;
        return all;
    }

    /// <summary>What is wrong with them.</summary>
    /// <param name="names">The settings' names.</param>
    /// <param name="key">Where they stand.</param>
    public static IEnumerable<string> Problems(IReadOnlyDictionary<string, string> names, string key)
    {
        foreach (var (language, text) in names)
        {
            if (!KioskOptionsCheck.IsLanguage(language)) yield return $"{key}:Names:{language} is no language; write it as vi, en or hmn";
            if (string.IsNullOrWhiteSpace(text) || text.Length > Longest) yield return $"{key}:Names:{language} has {text.Trim().Length} letters; it must have 1 to {Longest}";
        }
    }
}
