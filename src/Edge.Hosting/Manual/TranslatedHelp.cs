using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Edge.Hosting.Manual;

/// <summary><c>--help</c> on a Vietnamese terminal, by the texts of the manual page; the commands' own are English. The texts are read only when help is asked for.</summary>
internal sealed partial class TranslatedHelp(string program, SynchronousCommandLineAction own) : SynchronousCommandLineAction
{
    // The library's own words.
    private static readonly Dictionary<string, string> Headings = new(StringComparer.Ordinal)
    {
        ["Description:"] = "Mô tả:", ["Usage:"] = "Cách dùng:", ["Arguments:"] = "Đối số:", ["Options:"] = "Tuỳ chọn:", ["Commands:"] = "Lệnh:",
        ["[command]"] = "[lệnh]", ["[options]"] = "[tuỳ chọn]", ["[default: "] = "[mặc định: ", ["(REQUIRED)"] = "(bắt buộc)",
    };

    public static void AddTo(string program, RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new TranslatedHelp(program, (SynchronousCommandLineAction)help.Action!);
    }

    // Whoever asks for help has not finished the call.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parsed)
    {
        Translate(parsed.RootCommandResult.Command, ManualTexts.Read(Assembly.Load(program), TerminalLanguage.Vietnamese));
        var (configuration, output) = (parsed.InvocationConfiguration, parsed.InvocationConfiguration.Output);
        using var text = new StringWriter();
        configuration.Output = text;
        var code = own.Invoke(parsed);
        configuration.Output = output;
        output.Write(Words().Replace(text.ToString(), m => Headings[m.Value]));
        return code;
    }

    private static void Translate(Command root, ManualTexts texts)
    {
        root.Description = texts.Name;
        foreach (var command in CommandTree.Of(root).Prepend(new CommandPath("", root)))
        {
            command.Command.Description = texts.OfCommand(command);
            foreach (var symbol in command.Command.Arguments.Concat<Symbol>(command.Command.Options)) symbol.Description = texts.OfPart(command, symbol);
        }
    }

    [GeneratedRegex(@"^(?:Description|Usage|Arguments|Options|Commands):(?=\r?$)|(?<=^  \S.*)\[(?:command|options)\]|\[default: |\(REQUIRED\)", RegexOptions.Multiline)]
    private static partial Regex Words();
}
