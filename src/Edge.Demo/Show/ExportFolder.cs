using System.Text.RegularExpressions;

namespace Edge.Demo.Show;

/// <summary>What an export wrote: a folder a record, named by sequence and record id, in it <c>record.json</c> and the attachments.</summary>
internal static partial class ExportFolder
{
    private const string Fields = "record.json";

    public static IReadOnlyList<RecordPrint> Read(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, Fields, SearchOption.AllDirectories).Select(Path.GetDirectoryName).Select(f => ReadRecord(f!))];

    private static RecordPrint ReadRecord(string folder)
    {
        var digests = Directory.EnumerateFiles(folder).ToDictionary(f => Path.GetFileName(f), f => RecordPrint.Digest(File.ReadAllBytes(f)), StringComparer.Ordinal);
        digests.Remove(Fields, out var fields);
        // A name that is not as expected gives an id that nobody accepted, which the comparison reports.
        _ = Guid.TryParse(RecordId().Match(Path.GetFileName(folder)).Groups["id"].Value, out var id);
        return new RecordPrint(id, fields!, digests);
    }

    // A record whose id came with two contents has part of its digest at the end.
    [GeneratedRegex("""\A\d+-(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(-[0-9a-f]+)?\z""")]
    private static partial Regex RecordId();
}
