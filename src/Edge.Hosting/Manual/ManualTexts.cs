using System.CommandLine;
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

    /// <summary>Options and arguments: by path and name (<c>queue pass --service</c>), or by the name alone where it is the same of every command.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required IReadOnlyDictionary<string, string> Exit { get; init; }

    public required string SeeAlso { get; init; }

    /// <summary>What a command is; its own text where there is no other.</summary>
    public string? OfCommand(CommandPath command) => Commands.GetValueOrDefault(command.Path) ?? command.Command.Description;

    /// <summary>What an option or argument of a command is; its own text where there is no other.</summary>
    public string? OfPart(CommandPath command, Symbol part) => Options.GetValueOrDefault($"{command.Path} {part.Name}") ?? Options.GetValueOrDefault(part.Name) ?? part.Description;

    public static ManualTexts Read(Assembly program, string language)
    {
        var name = $"manual-{language}.json";
        using var stream = program.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{program.GetName().Name} has no {name}");
        return JsonSerializer.Deserialize<ManualTexts>(stream, JsonSerializerOptions.Web)!;
    }
}
