using Edge.Demo.Processes;

namespace Edge.Demo.Show;

/// <summary>What an export wrote: a folder a record, in it <c>record.json</c> and the attachments.</summary>
internal static class ExportFolder
{
    private const string Fields = "record.json";

    public static IReadOnlyDictionary<Guid, RecordPrint> Read(string folder)
    {
        var records = new Dictionary<Guid, RecordPrint>();
        foreach (var fields in Directory.EnumerateFiles(folder, Fields, SearchOption.AllDirectories))
        {
            var record = Path.GetDirectoryName(fields)!;
            if (!Guid.TryParse(Path.GetFileName(record), out var id)) throw new HarnessException($"export: folder {record} is not named by a record id");
            if (!records.TryAdd(id, ReadRecord(id, record))) throw new HarnessException($"export: record {id} is there twice");
        }
        return records;
    }

    private static RecordPrint ReadRecord(Guid id, string folder)
    {
        var digests = Directory.EnumerateFiles(folder).ToDictionary(f => Path.GetFileName(f), f => RecordPrint.Digest(File.ReadAllBytes(f)), StringComparer.Ordinal);
        digests.Remove(Fields, out var fields);
        return new RecordPrint(id, fields!, digests);
    }
}
