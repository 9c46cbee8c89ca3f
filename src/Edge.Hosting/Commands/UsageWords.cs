using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Edge.Hosting.Manual;

namespace Edge.Hosting.Commands;

/// <summary>What is wrong with a command line, in sentences of ours: the parser speaks of its own types, and of one slip several times.</summary>
internal sealed partial class UsageWords(string program, ParseResult parsed)
{
    // What the parser itself says, of which nothing but the kind is taken.
    private static readonly (Regex Form, Func<UsageWords, SymbolResult, Match, IEnumerable<Said>> Words)[] Kinds =
    [
        (Unknown(), (w, _, _) => w.TooMuch()),
        (NoCommand(), (w, _, _) => w.NeedsCommand()),
        (OptionMissing(), (w, _, m) => w.Needs(m.Groups[1].Value)),
        (ArgumentMissing(), (w, _, _) => w.NeedsArguments()),
        (ValueMissing(), (w, _, m) => w.NeedsValue(m.Groups[1].Value)),
        (SeveralValues(), (_, _, m) => [new($"{m.Groups[1].Value} được cho {m.Groups[2].Value} lần; chỉ cho một lần", $"{m.Groups[1].Value} is given {m.Groups[2].Value} times; once is enough")]),
        (NotAmong(), (_, s, m) => [NoneOf(Named(s), m.Groups[1].Value, m.Groups[2].Value.Split('\'', StringSplitOptions.RemoveEmptyEntries).Where(w => !string.IsNullOrWhiteSpace(w)))]),
        (Unreadable(), (_, s, m) => [new($"{Named(s)} là '{m.Groups[1].Value}'; không đọc được giá trị ấy", $"{Named(s)} is '{m.Groups[1].Value}'; that cannot be read")]),
        (Alone(), (_, _, m) => [new($"{m.Groups[1].Value} phải đứng một mình", $"{m.Groups[1].Value} stands alone, with nothing beside it")]),
    ];

    private readonly Command _command = parsed.CommandResult.Command;

    /// <summary>The words that were understood as a command: <c>edge-agent spool</c>.</summary>
    public string Path => string.Join(' ', PathOf(parsed.CommandResult).Prepend(program));

    public IEnumerable<Said> All() => parsed.Errors.SelectMany(Of).Concat(Swallowed()).Concat(Taken()).DistinctBy(s => s.En);

    // What begins as an option does and is none would be taken for a name or a file.
    private IEnumerable<Said> Taken() =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Where(t => t.Value.Length > 2 && t.Value.StartsWith("--", StringComparison.Ordinal)).Select(t => NoOption(t.Value));

    // An option's name where a value belongs: the value was forgotten, and what follows would be taken for something else.
    private IEnumerable<Said> Swallowed() =>
        parsed.CommandResult.Children.OfType<OptionResult>().Where(o => o.Tokens.Any(t => Options.Any(known => known.Name == t.Value))).SelectMany(o => NeedsValue(o.Option.Name));

    /// <summary>Whether there is anything to tell.</summary>
    public bool Any => parsed.Errors.Count > 0 || Swallowed().Any() || Taken().Any();

    private IEnumerable<Said> Of(ParseError error)
    {
        foreach (var (form, words) in Kinds)
        {
            if (form.Match(error.Message) is { Success: true } match) return words(this, error.SymbolResult ?? parsed.CommandResult, match);
        }
        // One of our own checks.
        return error.Message.Split('\n').Select(line => new Said(line, line));
    }

    /// <summary>What was typed may be as long as a command line; the beginning tells which it was.</summary>
    public static string Short(string sentence) => Quoted().Replace(sentence, "'$1…'");

    // Words that are too many: where a command was wanted, the first is the slip and the rest follows from it.
    private IEnumerable<Said> TooMuch()
    {
        var words = parsed.UnmatchedTokens;
        if (words.FirstOrDefault(w => !w.StartsWith('-')) is { } word && Commands.Count > 0 && !words[0].StartsWith('-')) return [NoCommandOf(word)];
        return words.Select(w => w.StartsWith('-') ? NoOption(w) : new Said($"{Path} không nhận '{w}'", $"{Path} does not take '{w}'"));
    }

    private Said NoCommandOf(string word)
    {
        var (vi, en) = NearestWord.Of(word, Commands) is { } near ? ($"có phải '{near}' không?", $"did you mean '{near}'?") : ($"có {string.Join(", ", Commands)}", $"{(Commands.Count == 1 ? "there is" : "there are")} {List(Commands, "and")}");
        return new Said($"{Path} không có lệnh '{word}'; {vi}", $"{Path} has no command '{word}'; {en}");
    }

    private Said NoOption(string word)
    {
        var name = word.Split('=')[0];
        var near = NearestWord.Of(name, Options.Select(o => o.Name));
        return new Said($"{Path} không có tuỳ chọn '{name}'{(near is null ? "" : $"; có phải '{near}' không?")}", $"{Path} has no option '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}");
    }

    private IEnumerable<Said> NeedsCommand() => parsed.UnmatchedTokens.Any(w => !w.StartsWith('-')) ? [] : [new($"{Path} cần một lệnh: {string.Join(", ", Commands)}", $"{Path} needs a command: {List(Commands, "or")}")];

    private IEnumerable<Said> Needs(string option) => [new($"thiếu {Shown(option)}", $"{Shown(option)} is missing")];

    private IEnumerable<Said> NeedsValue(string option) => [new($"{option} cần một giá trị: {Shown(option)}", $"{option} needs a value: {Shown(option)}")];

    private IEnumerable<Said> NeedsArguments() => _command.Arguments.Where(a => a.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(a) is not { Tokens.Count: > 0 }).Select(a => new Said($"thiếu {a.Name}: {Path} {a.Name}", $"{a.Name} is missing: {Path} {a.Name}"));

    private string Shown(string option) => Options.FirstOrDefault(o => o.Name == option) is { } known ? CommandPath.Named(known) : option;

    private List<string> Commands => [.. _command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];

    private IEnumerable<Option> Options => _command.Options.Concat(Above().SelectMany(c => c.Options).Where(o => o.Recursive)).Where(o => !o.Hidden);

    private IEnumerable<Command> Above()
    {
        for (var up = parsed.CommandResult.Parent as CommandResult; up is not null; up = up.Parent as CommandResult) yield return up.Command;
    }

    /// <summary>A value that is none of those there are.</summary>
    public static Said NoneOf(string name, string value, IEnumerable<string> known)
    {
        var all = known.ToList();
        return new Said($"{name} là '{value}'; phải là {List(all, "hoặc")}", $"{name} is '{value}'; it must be {List(all, "or")}");
    }

    private static string Named(SymbolResult? symbol) => symbol switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult { Parent: OptionResult option } => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => "",
    };

    private static string List(List<string> words, string last) => words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} {last} {words[^1]}";

    private static IEnumerable<string> PathOf(CommandResult result) => result.Parent is CommandResult above ? PathOf(above).Append(result.Command.Name) : [];

    [GeneratedRegex("'([^']{60})[^']{20,}'")]
    private static partial Regex Quoted();

    [GeneratedRegex("^Unrecognized command or argument '")]
    private static partial Regex Unknown();

    [GeneratedRegex(@"^Required command was not provided\.$")]
    private static partial Regex NoCommand();

    [GeneratedRegex(@"^Option '(.*)' is required\.$")]
    private static partial Regex OptionMissing();

    [GeneratedRegex("^Required argument missing for command: '")]
    private static partial Regex ArgumentMissing();

    [GeneratedRegex(@"^Required argument missing for option: '(.*)'\.$")]
    private static partial Regex ValueMissing();

    [GeneratedRegex(@"^Option '(.*)' expects a single argument but (\d+) were provided\.$")]
    private static partial Regex SeveralValues();

    [GeneratedRegex(@"^Argument '(.*)' not recognized\. Must be one of:(.*)$", RegexOptions.Singleline)]
    private static partial Regex NotAmong();

    [GeneratedRegex("^Cannot parse argument '(.*)'(?: for (?:command|option) '.*')? as expected type '", RegexOptions.Singleline)]
    private static partial Regex Unreadable();

    [GeneratedRegex(@"^(\S+) option cannot be combined with other arguments\.$")]
    private static partial Regex Alone();
}
