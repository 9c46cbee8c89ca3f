using System.Reflection;
using System.Text.Json;

namespace Edge.Hosting.Manual;

/// <summary>What a manual page says beside the commands' own texts, and in another language than theirs, what they are.</summary>
internal sealed record ManualTexts
{
    /// <summary>The titles of the sections, in the order of <see cref="ManualPage"/>.</summary>
    public required IReadOnlyList<string> Titles { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>By path (<c>spool list</c>); empty where the commands' own texts serve.</summary>
    public IReadOnlyDictionary<string, string> Commands { get; init; } = new Dictionary<string, string>();

    /// <summary>Options that every command takes, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required IReadOnlyDictionary<string, string> Exit { get; init; }

    public required string SeeAlso { get; init; }

    public static ManualTexts Read(Assembly program, string language)
    {
        var name = $"manual-{language}.json";
        using var stream = program.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{program.GetName().Name} has no {name}");
        return JsonSerializer.Deserialize<ManualTexts>(stream, JsonSerializerOptions.Web)!;
    }
}
