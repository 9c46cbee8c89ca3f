using System.Text.Json;

namespace Edge.Agent.Kiosk.Voice;

/// <summary>Reads packs: <c>manifest.json</c> where there are clips, <c>phrases.json</c> where there is text alone.</summary>
internal static class PackReader
{
    public const string Manifest = "manifest.json", Phrases = "phrases.json";

    private const long LargestManifest = 1 << 20;

    /// <summary>The languages of a folder of packs, by code; none where there is no such folder.</summary>
    public static IReadOnlyList<string> Languages(string root) => !Directory.Exists(root) ? []
        : [.. Directory.EnumerateDirectories(root).Where(d => File.Exists(Path.Combine(d, Manifest)) || File.Exists(Path.Combine(d, Phrases))).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    /// <summary>A language's pack; null where there is none.</summary>
    /// <exception cref="PackException">It is there and cannot be used.</exception>
    public static PromptPack? Read(string root, string language)
    {
        var folder = Path.Combine(root, language);
        foreach (var name in (string[])[Manifest, Phrases])
        {
            if (Path.Combine(folder, name) is var file && File.Exists(file)) return Parse(file, folder, language);
        }
        return null;
    }

    private static PromptPack Parse(string file, string folder, string language)
    {
        try
        {
            if (new FileInfo(file).Length > LargestManifest) throw new PackException($"Prompt pack {file} is larger than {LargestManifest} bytes; it is no manifest.");
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            var prompts = root.GetProperty("phrases").EnumerateObject().ToDictionary(p => p.Name, p => Prompt(p.Value, folder));
            return new PromptPack(language, Text(root, "name"), Text(root, "spokenBy"), Text(root, "licence"), prompts);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PackException($"Prompt pack {file} cannot be read: {e.Message}", e);
        }
    }

    // "text" alone, or { "file": …, "text": … }.
    private static Prompt Prompt(JsonElement phrase, string folder)
    {
        if (phrase.ValueKind == JsonValueKind.String) return new Prompt(null, phrase.GetString());
        var file = Text(phrase, "file");
        if (file is not null && file != Path.GetFileName(file)) throw new InvalidOperationException($"file '{file}' must be a name without folders");
        return new Prompt(file is null ? null : Path.Combine(folder, file), Text(phrase, "text"));
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
}

/// <summary>A prompt pack cannot be used; the message says which and why.</summary>
internal sealed class PackException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A language as somebody spoke it, or only wrote it down: what its manifest says.</summary>
/// <param name="Language">Its code, which is its folder's name.</param>
/// <param name="Name">What its speakers call it.</param>
/// <param name="SpokenBy">Whose voice it is.</param>
/// <param name="Licence">On what terms it may be used.</param>
/// <param name="Prompts">By phrase.</param>
internal sealed record PromptPack(string Language, string? Name, string? SpokenBy, string? Licence, IReadOnlyDictionary<string, Prompt> Prompts);
