using System.Globalization;
using Edge.Contracts;
using Edge.Hub.Areas;

namespace Edge.Hub.Progress;

/// <summary>The whole tree as a file: <c>code,name,parent,target,deadline,quota,service</c>.</summary>
internal static class PlaceFile
{
    /// <summary>Largest such file.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private static readonly string[] Columns = ["code", "name", "parent", "target", "deadline", "quota", "service"];

    /// <exception cref="MalformedException">Something in it is wrong.</exception>
    public static IReadOnlyList<Place> Read(byte[] csv)
    {
        var (problems, places, lines) = (new ImportProblems(), new List<Place>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var row in CsvFile.Read(csv, Columns, PlaceTree.Most, problems))
        {
            if (Read(row, problems) is not { } place) continue;
            if (lines.TryAdd(place.Code, row.Line)) places.Add(place);
            else problems.Add(row.Line, "code", $"is that of line {lines[place.Code]}, too");
        }
        problems.Throw();
        var tree = new PlaceTree(places);
        foreach (var place in places)
        {
            // What is wrong with one above is said of that one, once.
            if (place.Parent is { } parent && tree.Find(parent) is null) problems.Add(lines[place.Code], "parent", "no line has this code");
            else Tried(() => tree.PathTo(place), lines[place.Code], "parent", problems);
        }
        problems.Throw();
        return places;
    }

    public static byte[] Write(PlaceTree tree)
    {
        var csv = new CsvText();
        csv.Row(Columns);
        foreach (var (p, _) in tree.Walk())
        {
            csv.Row(p.Code, p.Name, p.Parent ?? "", p.Target?.ToString(CultureInfo.InvariantCulture) ?? "", p.Deadline?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", PlaceQuota.Text(p.QuotaLow, p.QuotaHigh), p.Service ?? "");
        }
        return csv.ToBytes();
    }

    private static Place? Read(CsvRow row, ImportProblems problems)
    {
        var place = new Place { Code = row[0], Name = LatinText.Compose(row[1]) };
        var good = Tried(() => new PlaceChange(null, row[2], null, null, null, row[6]).ApplyTo(place), row.Line, "parent", problems);
        good &= Tried(() => place.Target = PlaceRules.Target(row[3]), row.Line, "target", problems);
        good &= Tried(() => place.Deadline = PlaceRules.Deadline(row[4]), row.Line, "deadline", problems);
        good &= Tried(() => (place.QuotaLow, place.QuotaHigh) = PlaceQuota.Read(row[5]), row.Line, "quota", problems);
        if (!Names.IsToken(place.Code)) return Wrong("code", $"must be {Names.TokenRule}");
        if (!PlaceRules.IsName(place.Name)) return Wrong("name", $"must be {PlaceRules.NameRule}");
        if (place.Parent is not null && !Names.IsToken(place.Parent)) return Wrong("parent", $"must be {Names.TokenRule}, or empty");
        if (place.Service is not null && !Names.IsToken(place.Service)) return Wrong("service", $"must be {Names.TokenRule}, or empty");
        return good ? place : null;

        Place? Wrong(string column, string rule)
        {
            problems.Add(row.Line, column, rule);
            return null;
        }
    }

    private static bool Tried(Action read, int line, string column, ImportProblems problems)
    {
        try
        {
            read();
            return true;
        }
        catch (MalformedException e)
        {
            problems.Add(line, column, e.Message);
            return false;
        }
    }
}
