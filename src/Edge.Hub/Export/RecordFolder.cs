using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Hub.Export;

/// <summary>One exported record: <c>record.json</c> exactly as submitted, and its attachments. The folder appears whole or not at all.</summary>
internal static class RecordFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string target, Record record)
    {
        var partial = target + ".partial";
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial, Private | UnixFileMode.UserExecute);
        WriteFile(partial, "record.json", record.Fields.Span);
        foreach (var attachment in record.Attachments)
        {
            // A board checks names when it accepts; a hostile board does not.
            if (!Names.IsAttachment(attachment.Name)) throw new MalformedException($"an attachment's name must be {Names.AttachmentRule}");
            WriteFile(partial, attachment.Name, attachment.Data.Span);
        }
        Directory.Move(partial, target);
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
