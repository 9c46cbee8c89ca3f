using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Hub.Export;

/// <summary>One exported record: <c>record.json</c> exactly as submitted, and its attachments. The folder appears whole or not at all.</summary>
internal static class RecordFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string target, Record record)
    {
        CheckNames(record);
        var partial = target + ".partial";
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial, Private | UnixFileMode.UserExecute);
        WriteFile(partial, "record.json", record.Fields.Span);
        foreach (var attachment in record.Attachments) WriteFile(partial, attachment.Name, attachment.Data.Span);
        Directory.Move(partial, target);
    }

    // A board checks this when it accepts; a hostile board does not, and must not stop the export of other boards' records.
    private static void CheckNames(Record record)
    {
        if (record.Attachments.Count > Limits.Attachments) throw new MalformedException($"it has {record.Attachments.Count} attachments; at most {Limits.Attachments} are written");
        if (!record.Attachments.All(a => Names.IsAttachment(a.Name))) throw new MalformedException($"an attachment's name must be {Names.AttachmentRule}");
        if (record.Attachments.DistinctBy(a => a.Name, StringComparer.Ordinal).Count() < record.Attachments.Count) throw new MalformedException("two of its attachments have one name");
    }

    private static void WriteFile(string folder, string name, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(Path.Combine(folder, name), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = Private,
        });
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
