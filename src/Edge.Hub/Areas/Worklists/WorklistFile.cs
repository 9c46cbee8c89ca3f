using System.Text;
using Edge.Contracts.Areas;

namespace Edge.Hub.Areas.Worklists;

/// <summary>Reads a file of people who are still missing: <c>number,name,birth,sex,hamlet,residence,needs,lacks</c>.</summary>
internal static class WorklistFile
{
    /// <summary>Largest such file.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Most people of an area.</summary>
    public const int Most = 20_000;

    private const int LongestName = 80;

    private static readonly string[] Columns = ["number", "name", "birth", "sex", "hamlet", "residence", "needs", "lacks"];

    private static readonly Dictionary<string, WorklistMarks> Sexes = new(StringComparer.OrdinalIgnoreCase)
    { ["f"] = WorklistMarks.Female, ["female"] = WorklistMarks.Female, ["nữ"] = WorklistMarks.Female, ["nu"] = WorklistMarks.Female, ["m"] = 0, ["male"] = 0, ["nam"] = 0 };

    private static readonly Dictionary<string, WorklistMarks> Residences = new(StringComparer.OrdinalIgnoreCase)
    { ["permanent"] = 0, ["thường trú"] = 0, ["temporary"] = WorklistMarks.Temporary, ["tạm trú"] = WorklistMarks.Temporary };

    private static readonly Dictionary<string, WorklistMarks> Needs = new(StringComparer.OrdinalIgnoreCase)
    { ["ride"] = WorklistMarks.NeedsRide, ["visit"] = WorklistMarks.NeedsVisit };

    private static readonly Dictionary<string, WorklistMarks> Lacks = new(StringComparer.OrdinalIgnoreCase)
    { ["card"] = WorklistMarks.LacksCard, ["account"] = WorklistMarks.LacksAccount, ["activation"] = WorklistMarks.LacksActivation };

    public static List<ListedPerson> Read(byte[] csv, ImportProblems problems)
    {
        var (people, lines) = (new List<ListedPerson>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var row in CsvFile.Read(csv, Columns, Most, problems))
        {
            var person = Person(row, problems);
            people.Add(person);
            if (person.Number.Length > 0 && !lines.TryAdd(person.Number, row.Line)) problems.Add(row.Line, "number", $"is that of line {lines[person.Number]}, too");
        }
        return people;
    }

    private static ListedPerson Person(CsvRow row, ImportProblems problems)
    {
        var (number, name, hamlet) = (row[0], Composed(row[1]), Composed(row[4]));
        if (number.Length > 0 && !PersonalNumber.IsOne(number)) problems.Add(row.Line, "number", PersonalNumber.Rule);
        if (!IsName(name)) problems.Add(row.Line, "name", $"must be 1 to {LongestName} visible characters");
        if (!IsName(hamlet)) problems.Add(row.Line, "hamlet", $"must be 1 to {LongestName} visible characters");
        var birth = BirthDate.Read(row[2]);
        if (birth is null) problems.Add(row.Line, "birth", BirthDate.Rule);
        var marks = One(Sexes, row[3]) ?? Wrong("sex", "must be f or m (nữ, nam)");
        marks |= One(Residences, Composed(row[5])) ?? Wrong("residence", "must be permanent or temporary (thường trú, tạm trú)");
        marks |= All(Needs, row[6]) ?? Wrong("needs", "must be ride, visit, both with ';' between, or empty");
        marks |= All(Lacks, row[7]) ?? Wrong("lacks", "must be of card, account, activation, with ';' between");
        return new ListedPerson(number, name, birth ?? 0, marks, hamlet);

        WorklistMarks Wrong(string column, string rule)
        {
            problems.Add(row.Line, column, rule);
            return 0;
        }
    }

    // Lists come from many hands; one person must not become two by the way marks were typed.
    private static string Composed(string text) => text.Normalize(NormalizationForm.FormC);

    private static bool IsName(string text) => text.Length is > 0 and <= LongestName && !text.Any(char.IsControl);

    private static WorklistMarks? One(Dictionary<string, WorklistMarks> known, string text) => known.TryGetValue(Composed(text), out var mark) ? mark : null;

    private static WorklistMarks? All(Dictionary<string, WorklistMarks> known, string text)
    {
        WorklistMarks? all = WorklistMarks.None;
        foreach (var word in text.Split([';', '+', ' '], StringSplitOptions.RemoveEmptyEntries)) all |= One(known, word);
        return all;
    }
}

/// <summary>One person of a file.</summary>
/// <param name="Number">12 digits, or empty.</param>
/// <param name="Birth">yyyyMMdd; a part that is not known is 0.</param>
internal sealed record ListedPerson(string Number, string Name, uint Birth, WorklistMarks Marks, string Hamlet);
