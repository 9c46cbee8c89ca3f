using System.CommandLine;
using System.Reflection;

namespace Edge.Hosting.Manual;

/// <summary>What a program tells of its own commands, for packages: they are not listed, since whoever has the package has what they write.</summary>
internal static class ManualCommands
{
    public static readonly IReadOnlyList<string> Languages = ["en", "vi"];

    public static Command Manual(string program)
    {
        var language = new Option<string>("--lang") { Description = "en or vi", HelpName = "LANG", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong([.. Languages]);
        var command = new Command("manual", "Write the manual page") { language };
        command.Hidden = true;
        // Not the entry assembly, which in a test is the test's.
        command.SetAction(parsed => Write(parsed, ManualPage.Of(program, Root(parsed), ManualTexts.Read(Assembly.Load(program), parsed.GetValue(language)!))));
        return command;
    }

    public static Command Completion(string program)
    {
        var command = new Command("completion", "Write the completion for bash") { Hidden = true };
        command.SetAction(parsed => Write(parsed, BashCompletion.Of(program, Root(parsed))));
        return command;
    }

    private static Command Root(ParseResult parsed) => parsed.RootCommandResult.Command;

    private static int Write(ParseResult parsed, string text)
    {
        parsed.InvocationConfiguration.Output.Write(text);
        return ExitCode.Ok;
    }
}
