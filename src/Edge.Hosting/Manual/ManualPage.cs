using System.CommandLine;
using System.Text;

namespace Edge.Hosting.Manual;

/// <summary>A manual page in troff's language, of the commands as they are and of texts written by hand.</summary>
internal static class ManualPage
{
    public static string Of(string program, Command root, ManualTexts texts)
    {
        var page = new StringBuilder();
        var title = new Queue<string>(texts.Titles);
        void Section(string content) => page.Append(".SH ").Append(Safe(title.Dequeue())).Append('\n').Append(content);

        page.Append($".TH {program.ToUpperInvariant().Replace("-", "\\-", StringComparison.Ordinal)} 1 \"\" \"Edge {Safe(ProductVersion.Text.Split('+')[0])}\" \"Edge\"\n");
        Section($"{Safe(program)} \\- {Safe(texts.Name)}\n");
        Section($".B {Safe(program)}\n.I {Safe(texts.Titles[^1])}\n");
        Section(string.Join(".PP\n", texts.Description.Select(p => Text(p) + "\n")));
        Section(string.Concat(CommandTree.Of(root).Where(c => c.Acts).Select(c => Entry(program, c, texts))));
        Section(string.Concat(root.Options.Where(o => o.Recursive && !o.Hidden && o.Name.StartsWith("--", StringComparison.Ordinal)).Select(o => Item(CommandPath.Named(o), texts.OfPart(new CommandPath("", root), o) ?? ""))));
        foreach (var list in (IReadOnlyDictionary<string, string>[])[texts.Files, texts.Environment, texts.Exit]) Section(string.Concat(list.Select(e => Item(e.Key, e.Value))));
        Section(Text(texts.SeeAlso) + "\n");
        return page.ToString();
    }

    private static string Entry(string program, CommandPath command, ManualTexts texts)
    {
        var entry = new StringBuilder(Item($"{program} {command.Usage}", texts.OfCommand(command) ?? ""));
        var details = command.Command.Arguments.Where(a => !a.Hidden).Select(a => (a.Name, texts.OfPart(command, a))).Concat(command.Options.Select(o => (CommandPath.Named(o), texts.OfPart(command, o)))).ToList();
        if (details.Count > 0) entry.Append(".RS\n").AppendJoin("", details.Select(d => Item(d.Item1, d.Item2 ?? ""))).Append(".RE\n");
        return entry.ToString();
    }

    private static string Item(string term, string text) => $".TP\n.B {Safe(term)}\n{Text(text)}\n";

    // A line must not begin as a request does.
    private static string Text(string text) => Safe(text) is ['.' or '\'', ..] safe ? "\\&" + safe : Safe(text);

    private static string Safe(string text) => text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("\"", "\\(dq", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
