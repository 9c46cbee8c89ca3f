using System.CommandLine;
using System.Text.RegularExpressions;

namespace Edge.Testing.Commands;

/// <summary>What is left in English where every command's help is to be in another language.</summary>
/// <param name="root">Of the program's commands in their own words; made anew for each use.</param>
/// <param name="help">What a call writes.</param>
internal sealed partial class EnglishHelp(Func<RootCommand> root, Func<string[], Task<string>> help)
{
    public async Task<IReadOnlyList<string>> LeftAsync()
    {
        var left = new List<string>();
        foreach (var (command, path) in All(root(), []))
        {
            var text = Plain(await help([.. path, "--help"]));
            var own = command.Arguments.Concat<Symbol>(command.Options).Concat(command.Subcommands.Where(c => !c.Hidden)).Append(command);
            left.AddRange(own.Select(s => s.Description).OfType<string>().Where(d => text.Contains(Plain(d), StringComparison.Ordinal)).Select(d => $"{string.Join(' ', path)}: {d}"));
            left.AddRange(Words().Matches(text).Select(m => $"{string.Join(' ', path)}: '{m.Value}' in: {text[Math.Max(0, m.Index - 60)..Math.Min(text.Length, m.Index + 60)]}"));
        }
        return left;
    }

    private static IEnumerable<(Command Command, string[] Path)> All(Command command, string[] path) => command.Subcommands.Where(c => !c.Hidden).SelectMany(c => All(c, [.. path, c.Name])).Prepend((command, path));

    private static string Plain(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // Vietnamese has none of them, and machines' words are none of them.
    [GeneratedRegex(@"(?<![\w-])(?:the|of|and|is|are|with|where|which|what|this|from|default|description|usage|arguments|options|commands|required|information)(?![\w-])", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
