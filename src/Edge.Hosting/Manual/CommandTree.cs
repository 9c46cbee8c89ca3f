using System.CommandLine;
using System.CommandLine.Help;

namespace Edge.Hosting.Manual;

/// <summary>A command with the words that lead to it: <c>spool list</c>.</summary>
internal sealed record CommandPath(string Path, Command Command)
{
    /// <summary>Options of its own that are shown, without those that every command has.</summary>
    public IEnumerable<Option> Options => Command.Options.Where(o => !o.Hidden && o is not HelpOption and not VersionOption);

    /// <summary>Whether it does something itself, and is not only what others stand under.</summary>
    public bool Acts => Command.Action is not null || Command.Subcommands.All(c => c.Hidden);

    /// <summary>The words of a call: what has to be given.</summary>
    public string Usage => string.Join(' ', [Path, .. Command.Arguments.Where(a => !a.Hidden).Select(Shown), .. Options.Where(o => o.Required).Select(Named)]);

    public static string Named(Option option) => option.ValueType == typeof(bool) ? option.Name : $"{option.Name} {option.HelpName ?? "VALUE"}";

    private static string Shown(Argument argument) => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name;
}

/// <summary>All commands of a program that are shown, in its own order.</summary>
internal static class CommandTree
{
    public static IEnumerable<CommandPath> Of(Command root) => Below(root, "");

    private static IEnumerable<CommandPath> Below(Command command, string path) =>
        command.Subcommands.Where(c => !c.Hidden).Select(c => new CommandPath($"{path} {c.Name}".TrimStart(), c)).SelectMany(c => (IEnumerable<CommandPath>)[c, .. Below(c.Command, c.Path)]);
}
