using System.CommandLine;
using System.CommandLine.Parsing;
using Edge.Hosting.Commands;

namespace Edge.Agent.Cli;

/// <summary>The options of <c>submit</c>.</summary>
internal sealed class SubmitOptions
{
    public Option<string> Kind { get; } = new("--kind") { Description = "What was done, such as enrolment", Required = true, HelpName = "K" };

    public Option<string?> Outcome { get; } = new("--outcome") { Description = "Class of outcome (default complete)", HelpName = "O" };

    public Option<int?> Priority { get; } = new Option<int?>("--priority") { Description = "0, most urgent, to 9 (default 5)", HelpName = "0-9" }.Between(0, 9);

    public Option<string?> Fields { get; } = new("--fields") { Description = "'-': read the fields, a JSON object, from standard input", HelpName = "-" };

    public Option<string[]> Field { get; } = new("--field") { Description = "One field, for trials: command lines are visible to every user", HelpName = "NAME=VALUE" };

    public Option<string[]> Files { get; } = new("--file") { Description = "An attachment", HelpName = "NAME=PATH" };

    public Option<Guid?> Id { get; } = new("--id") { Description = "The submission's UUID; sent again with it, it stays one record", HelpName = "UUID" };

    public IEnumerable<Option> All => [Kind, Outcome, Priority, Fields, Field, Files, Id];

    public void CheckTogether(CommandResult result)
    {
        var fields = result.GetValue(Fields);
        var field = result.GetValue(Field) ?? [];
        if (fields is not (null or "-")) result.AddError($"--fields is '{fields}'; it must be -, for standard input");
        if (fields is null == (field.Length == 0)) result.AddError("give either --fields - or at least one --field NAME=VALUE");
        foreach (var pair in field.Where(p => p.IndexOf('=', StringComparison.Ordinal) < 1)) result.AddError($"--field is '{pair}'; it must be NAME=VALUE");
        foreach (var twice in field.GroupBy(p => Split(p).Name).Where(g => g.Count() > 1)) result.AddError($"--field {twice.Key} is given {twice.Count()} times");
        foreach (var pair in result.GetValue(Files) ?? [])
        {
            if (pair.IndexOf('=', StringComparison.Ordinal) < 1 || pair.EndsWith('=')) result.AddError($"--file is '{pair}'; it must be NAME=PATH");
            else if (!File.Exists(Split(pair).Value)) result.AddError($"--file {Split(pair).Name}: {Split(pair).Value} {(Directory.Exists(Split(pair).Value) ? "is a folder" : "is not there")}");
        }
    }

    public static (string Name, string Value) Split(string pair)
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (pair, "") : (pair[..at], pair[(at + 1)..]);
    }
}
