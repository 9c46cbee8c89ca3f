using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;

namespace Edge.Testing.Commands;

/// <summary>Every way to give each command of a program what it cannot use, made of the commands themselves: a new one is tried without being added here.</summary>
/// <param name="root">Made anew for each use: what is parsed once may keep its values.</param>
internal sealed class WrongInputs(RootCommand root, WrongFiles files)
{
    private const string Id = "0192a000-0000-7000-8000-000000000001";

    // What some option or argument or other takes: the first that the command itself does not refuse is a good one.
    private readonly string[] _good = ["nosuch", "1", Id, "viewer", "127.0.0.1:1", "00:10:00", "2027-06-30", "a=b", "vi", "-", "on", files.Missing, $"1:{new string('0', 64)}"];

    private static readonly string[] Texts = ["", "2026-02-30", "\u001b[2JƯ\u202e", new string('x', 5000)];

    private static readonly string[] Values = ["", "x", "-1", "1.5", "999999999999999999999"];

    /// <summary>Wrong by themselves, whatever runs.</summary>
    public IEnumerable<string[]> Everything() => Commands(root, []).SelectMany(c => Of(c.Command, c.Path)).Concat([["nosuch"], ["--nosuch"], []]);

    /// <summary>Each command as it may be meant, of something that is not there.</summary>
    public IEnumerable<string[]> Plausible() => Commands(root, []).Where(c => c.Command.Action is not null).Select(c => Base(c.Command, c.Path).ToArray());

    /// <summary>Each file or folder a command takes, given as what it is not.</summary>
    public IEnumerable<string[]> Paths() => Commands(root, []).SelectMany(c =>
        Options(c.Command).Where(o => IsPath(o.ValueType, o.HelpName)).SelectMany(o => files.Paths.Select(p => (string[])[.. Base(c.Command, c.Path, except: o), o.Name, p]))
            .Concat(c.Command.Arguments.Where(a => IsPath(a.ValueType, a.Name)).SelectMany(a => files.Paths.Select(p => Base(c.Command, c.Path, except: a, instead: p)))));

    private static IEnumerable<(Command Command, string[] Path)> Commands(Command above, string[] path) =>
        above.Subcommands.SelectMany(c => Commands(c, [.. path, c.Name]).Prepend((c, [.. path, c.Name])));

    private IEnumerable<string[]> Of(Command command, string[] path)
    {
        yield return path;
        yield return [.. path[..^1], Slip(path[^1])];
        var good = Base(command, path);
        yield return [.. good, "--nosuch"];
        yield return [.. good, "surplus", "more"];
        foreach (var option in Options(command).Where(o => o.ValueType != typeof(bool)))
        {
            var without = Base(command, path, except: option);
            yield return without;
            yield return [.. without, option.Name];
            yield return [.. without, "--" + Slip(option.Name[2..]), "x"];
            yield return [.. without, option.Name, Good(command, without, option.Name), option.Name, Good(command, without, option.Name)];
            foreach (var wrong in Wrong(option.ValueType, option.HelpName ?? "")) yield return [.. without, option.Name, wrong];
        }
        foreach (var flag in Options(command).Where(o => o.ValueType == typeof(bool) && o.Name != "--follow")) yield return [.. good, $"{flag.Name}=x"];
        foreach (var argument in command.Arguments)
        {
            foreach (var wrong in Wrong(argument.ValueType, argument.Name)) yield return Base(command, path, except: argument, instead: wrong);
        }
    }

    // The command with all that has to be given, and with what else keeps it from asking at the terminal.
    private string[] Base(Command command, string[] path, Symbol? except = null, string? instead = null)
    {
        List<string> words = [.. path];
        foreach (var argument in command.Arguments.Where(a => a.Arity.MinimumNumberOfValues > 0 || a == except)) words.Add(argument == except ? instead! : Among(argument) ?? (IsPath(argument.ValueType, argument.Name) ? files.Missing : Good(command, words)));
        foreach (var option in Options(command).Where(o => o != except && (o.Required || o.Name is "--generate" or "--releases" or "--fast")))
        {
            words.Add(option.Name);
            if (option.ValueType != typeof(bool)) words.Add(Good(command, words[..^1], option.Name));
        }
        // Of two that go together or not at all, one is not marked as needed.
        return instead is null && root.Parse(words).Errors.Count > 0 ? [.. Mended(command, words, except)] : [.. words];
    }

    private List<string> Mended(Command command, List<string> words, Symbol? except)
    {
        var tries = Options(command).Where(o => o != except && o.ValueType != typeof(bool)).Select(o => (List<string>)[.. words, o.Name, Good(command, words, o.Name)]);
        return tries.FirstOrDefault(t => root.Parse(t).Errors.Count == 0) ?? words;
    }

    private string Good(Command command, IReadOnlyList<string> words, string? option = null)
    {
        if (option is null) return _good.MinBy(candidate => root.Parse([.. words, candidate]).Errors.Count)!;
        var known = command.Options.Single(o => o.Name == option);
        return IsPath(known.ValueType, known.HelpName) ? files.Missing : Among(known) ?? _good.MinBy(candidate => root.Parse([.. words, option, candidate]).Errors.Count)!;
    }

    private static string? Among(Symbol symbol) => symbol.GetCompletions(CompletionContext.Empty).Select(c => c.InsertText ?? c.Label).FirstOrDefault(c => c is not ("true" or "false" or "True" or "False"));

    private IEnumerable<string> Wrong(Type type, string shown)
    {
        return IsPath(type, shown) ? files.Paths : shown.EndsWith("=PATH", StringComparison.Ordinal) ? files.Paths.Select(p => $"a={p}").Append("x") : type == typeof(string) || type == typeof(string[]) ? Texts : Values;
    }

    private static bool IsPath(Type type, string? shown) => type == typeof(FileInfo) || type == typeof(DirectoryInfo) || shown is "FILE" or "DIR" or "CSR" or "OUT" or "PEM";

    private static IEnumerable<Option> Options(Command command) => command.Options.Where(o => o is not HelpOption);

    private static string Slip(string word) => word.Length > 2 ? word[..1] + word[2..] : word + "x";
}
