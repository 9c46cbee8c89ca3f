using System.Text;
using Edge.Contracts.Shown;
using Edge.Hosting;

namespace Edge.Agent.Doctor.Report;

/// <summary>
/// Findings as they stand on a serial console: lines of fewer than 80 columns, the grade as a word, no colour, nothing that moves the cursor.
/// Devices that are well share a line, so that a whole board fits on a screen.
/// </summary>
internal sealed class ScreenText(string language)
{
    private const int Columns = 79;
    private const int GradeColumns = 10;
    private const int NameColumns = 18;
    private const int Margin = GradeColumns + NameColumns;

    private static readonly Said Together = new("thiết bị", "devices");
    private static readonly Said Answer = new("trả lời tốt", "answer");

    private static readonly Said Stands = new("chi tiết", "detail");

    /// <summary>The word for a grade.</summary>
    public string Word(Grade grade) => (grade switch
    {
        Grade.Ok => new Said("tốt", "ok"),
        Grade.Attention => new Said("CHÚ Ý", "ATTENTION"),
        _ => new Said("LỖI", "FAULT"),
    }).In(language);

    public IEnumerable<string> Lines(Finding finding)
    {
        foreach (var line in Entry(Word(finding.Grade), finding.Subject.Name.In(language), finding.Reason.In(language))) yield return line;
        if (finding.Act is { } act)
        {
            foreach (var line in Wrapped($"-> {act.In(language)}", "   ")) yield return line;
        }
        foreach (var detail in (finding.Detail ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var line in Wrapped($"({Stands.In(language)}: {detail})", " ")) yield return line;
        }
    }

    /// <summary>One line for the devices among these that are well; null where none is.</summary>
    public IEnumerable<string> Well(IReadOnlyList<Finding> devices)
    {
        var names = devices.Where(IsWellDevice).Select(d => d.Subject.Name.In(language)).ToList();
        return names.Count == 0 ? [] : Entry(Word(Grade.Ok), Together.In(language), $"{string.Join(", ", names)}: {Answer.In(language)}");
    }

    /// <summary>True where <see cref="Well"/> says all there is to say.</summary>
    public static bool IsWellDevice(Finding finding) => finding.Grade == Grade.Ok && finding.Subject.Id.StartsWith("device-", StringComparison.Ordinal);

    /// <summary>How many of each, and what is worst by name: the last line, which stays on a short screen.</summary>
    public IEnumerable<string> Sum(IReadOnlyList<Finding> findings)
    {
        var counts = Enum.GetValues<Grade>().Reverse().Select(g => $"{findings.Count(f => f.Grade == g)} {Word(g)}");
        var worst = findings.Max(f => f.Grade);
        var names = worst == Grade.Ok ? "" : $" ({string.Join(", ", findings.Where(f => f.Grade == worst).Select(f => f.Subject.Name.In(language)))})";
        return Wrap($"= {string.Join(", ", counts)}{names}", Columns, "  ");
    }

    private static IEnumerable<string> Entry(string grade, string name, string text)
    {
        var first = true;
        foreach (var line in Wrap(text, Columns - Margin, ""))
        {
            yield return (first ? $"{grade,-GradeColumns}{name,-NameColumns}" : new string(' ', Margin)) + line;
            first = false;
        }
    }

    private static IEnumerable<string> Wrapped(string text, string hanging) => Wrap(text, Columns - GradeColumns, hanging).Select(l => new string(' ', GradeColumns) + l);

    /// <summary>Breaks at spaces; a word that is longer than a line, such as a path, stands alone on its own.</summary>
    internal static IEnumerable<string> Wrap(string text, int columns, string hanging)
    {
        var line = new StringBuilder();
        var any = false;
        foreach (var word in PlainText.Of(text.Normalize(NormalizationForm.FormC)).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (any && line.Length + 1 + word.Length > columns)
            {
                yield return line.ToString();
                line.Clear().Append(hanging);
                any = false;
            }
            if (any) line.Append(' ');
            line.Append(word);
            any = true;
        }
        if (any) yield return line.ToString();
    }
}
