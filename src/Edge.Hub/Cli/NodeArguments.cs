using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Edge.Contracts;

namespace Edge.Hub.Cli;

/// <summary>What several node commands take, checked while the command line is read.</summary>
internal static class NodeArguments
{
    public static Argument<string> Name()
    {
        var argument = new Argument<string>("NAME") { Description = $"The board's name: {Names.NodeRule}" };
        argument.Validators.Add(result => Require(result, Names.IsNode, $"is no board's name; it must be {Names.NodeRule}"));
        return argument;
    }

    public static Option<string> Node()
    {
        var option = new Option<string>("--node") { Description = "The board's name", HelpName = "NAME", Required = true };
        option.Validators.Add(result => Require(result, Names.IsNode, $"is no board's name; --node must be {Names.NodeRule}"));
        return option;
    }

    public static Option<string> Group(bool required, string name = "--group", string description = "The group it belongs to, such as a commune", string shown = "G")
    {
        var option = new Option<string>(name) { Description = description, HelpName = shown, Required = required };
        option.Validators.Add(result => Require(result, Names.IsToken, $"is no group; {name} must be {Names.TokenRule}"));
        return option;
    }

    public static Option<string> Address(string name, string description, bool required)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "HOST:PORT", Required = required };
        option.Validators.Add(result => Require(result, text => NetAddress.TrySplit(text, out _, out var port) && port > 0, $"is no address; {name} must be HOST:PORT"));
        return option;
    }

    public static Option<string> Out(string what = "provisioning") => new("--out") { Description = $"The {what} file to write; it must not exist yet", HelpName = "FILE", Required = true };

    public static Option<DateTimeOffset?> CompromisedSince() => new("--compromised-since")
    {
        Description = "Flags also what the hub first saw of it from this time on, such as 2026-11-22T03:10 (UTC)",
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
            result.AddError($"'{result.Tokens[0].Value}' is no time; --compromised-since must be one such as 2026-11-22T03:10, which is taken as UTC");
            return null;
        },
    };

    private static void Require(SymbolResult result, Func<string, bool> holds, string otherwise)
    {
        if (result.Tokens is [var token] && !holds(token.Value)) result.AddError($"'{token.Value}' {otherwise}");
    }
}
