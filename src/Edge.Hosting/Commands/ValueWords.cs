using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Edge.Hosting.Commands;

/// <summary>Values of a command line, read by what they are, and refused in words that say what one looks like.</summary>
internal static class ValueWords
{
    // Longer than any path, name or list that is meant.
    private const int LongestText = 4000;

    private const string Whole = "it must be a whole number";
    private const string Path = "it must be the name of a file or folder";

    private static readonly Reader<Guid> Id = new(text => Guid.TryParse(text, out var id) ? id : null, "it must be a UUID, such as 0192a000-0000-7000-8000-000000000001");
    private static readonly Reader<int> Int = new(text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null, Whole);
    private static readonly Reader<long> Long = new(text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null, Whole);
    private static readonly Reader<ulong> Unsigned = new(text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, Whole + " that is not negative");
    private static readonly Reader<TimeSpan> Span = new(text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null, "it must be HH:MM:SS, such as 00:10:00");

    /// <summary>For a program's every command: a new one has them without asking.</summary>
    public static RootCommand Given(this RootCommand root)
    {
        GiveTo(root);
        return root;
    }

    /// <summary>A number with bounds.</summary>
    /// <param name="of">What it counts.</param>
    public static Option<int> Between(this Option<int> option, int least, int most, string of = "")
    {
        option.CustomParser = result => Bounded(result, least, most, of) ?? default;
        return option;
    }

    /// <inheritdoc cref="Between(Option{int}, int, int, string)"/>
    public static Option<int?> Between(this Option<int?> option, int least, int most, string of = "")
    {
        option.CustomParser = result => Bounded(result, least, most, of);
        return option;
    }

    private static int? Bounded(ArgumentResult result, int least, int most, string of)
    {
        if (result.Tokens is not [var token]) return null;
        if (Int.Parse(token.Value) is { } number && number >= least && number <= most) return number;
        Refuse(result, string.Create(CultureInfo.InvariantCulture, $"it must be {least} to {most}{of}"));
        return null;
    }

    private static void GiveTo(Command command)
    {
        foreach (var option in command.Options)
        {
            Give(option);
            Guard(option.Validators);
        }
        foreach (var argument in command.Arguments)
        {
            Give(argument);
            Guard(argument.Validators);
        }
        Guard(command.Validators);
        foreach (var below in command.Subcommands) GiveTo(below);
    }

    // A check that asks for a value which is wrong by itself gets an exception for it; what is wrong with it has been told.
    private static void Guard<T>(List<Action<T>> checks)
    {
        for (var i = 0; i < checks.Count; i++)
        {
            var check = checks[i];
            checks[i] = result =>
            {
                try
                {
                    check(result);
                }
                catch (InvalidOperationException)
                {
                    // As said.
                }
            };
        }
    }

    private static void Give(Option option)
    {
        switch (option)
        {
            case Option<Guid?> o: o.CustomParser ??= Id.OrNone; break;
            case Option<int> o: o.CustomParser ??= Int.Read; break;
            case Option<int?> o: o.CustomParser ??= Int.OrNone; break;
            case Option<long> o: o.CustomParser ??= Long.Read; break;
            case Option<long?> o: o.CustomParser ??= Long.OrNone; break;
            case Option<ulong> o: o.CustomParser ??= Unsigned.Read; break;
            case Option<TimeSpan> o: o.CustomParser ??= Span.Read; break;
            case Option<FileInfo> o: o.CustomParser ??= File; break;
            case Option<DirectoryInfo> o: o.CustomParser ??= Folder; break;
            case Option<string> o: o.Validators.Add(result => CheckText(result, o.Name, IsPath(o.HelpName))); break;
            case Option<string[]> o: o.Validators.Add(result => CheckText(result, o.Name, IsPath(o.HelpName))); break;
        }
    }

    private static void Give(Argument argument)
    {
        switch (argument)
        {
            case Argument<Guid> a: a.CustomParser ??= Id.Read; break;
            case Argument<int> a: a.CustomParser ??= Int.Read; break;
            case Argument<long> a: a.CustomParser ??= Long.Read; break;
            case Argument<FileInfo> a: a.CustomParser ??= File; break;
            case Argument<DirectoryInfo> a: a.CustomParser ??= Folder; break;
            case Argument<string> a: a.Validators.Add(result => CheckText(result, a.Name, IsPath(a.Name))); break;
        }
    }

    private static bool IsPath(string? shown) => shown is "FILE" or "DIR" or "CSR" or "PEM";

    private static void CheckText(SymbolResult result, string name, bool isPath)
    {
        foreach (var token in result.Tokens)
        {
            if (token.Value.Length == 0 && isPath) result.AddError($"{name} is ''; {Path}");
            else if (token.Value.Length > LongestText) result.AddError($"{name} is '{token.Value}'; it must be at most {LongestText} letters");
        }
    }

    private static FileInfo? File(ArgumentResult result) => Filled(result) is { } path ? new FileInfo(path) : null;

    private static DirectoryInfo? Folder(ArgumentResult result) => Filled(result) is { } path ? new DirectoryInfo(path) : null;

    private static string? Filled(ArgumentResult result)
    {
        if (result.Tokens is not [var token]) return null;
        if (token.Value.Length > 0) return token.Value;
        Refuse(result, Path);
        return null;
    }

    private static void Refuse(ArgumentResult result, string rule) => result.AddError($"{(result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name)} is '{result.Tokens[^1].Value}'; {rule}");

    private sealed record Reader<T>(Func<string, T?> Parse, string Rule)
        where T : struct
    {
        public T Read(ArgumentResult result) => OrNone(result) ?? default;

        public T? OrNone(ArgumentResult result)
        {
            if (result.Tokens is not [var token]) return null;
            if (Parse(token.Value) is { } value) return value;
            Refuse(result, Rule);
            return null;
        }
    }
}
