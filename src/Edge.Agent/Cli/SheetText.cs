using System.Text;
using Edge.Agent.Kiosk.Voice;

namespace Edge.Agent.Cli;

/// <summary>A recording sheet as people read it.</summary>
internal static class SheetText
{
    public static string Plain(string language, IReadOnlyList<SheetLine> lines)
    {
        var text = new StringBuilder();
        text.AppendLine($"{lines.Count} phrases to record for {language}").AppendLine();
        text.AppendLine(RecordingSheet.HowVietnamese).AppendLine().AppendLine(RecordingSheet.How).AppendLine();
        foreach (var line in lines)
        {
            text.AppendLine($"{line.Phrase}   →   {line.File}");
            if (line.Text is not null && line.Text != line.Vietnamese && line.Text != line.English) text.AppendLine($"    {language}  {line.Text}");
            text.AppendLine($"    vi  {line.Vietnamese}").AppendLine($"    en  {line.English}");
        }
        return text.ToString().TrimEnd();
    }

    public static string Csv(IReadOnlyList<SheetLine> lines) =>
        string.Join("\r\n", lines.Select(l => string.Join(',', new[] { l.Phrase, l.File, l.Text, l.Vietnamese, l.English }.Select(Quote))).Prepend("phrase,file,text,vietnamese,english"));

    private static string Quote(string? field) => $"\"{(field ?? "").Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
