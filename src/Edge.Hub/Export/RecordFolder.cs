using System.Text.Json;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Hub.Export;

/// <summary>One exported record: <c>record.json</c> exactly as submitted, and its attachments. The folder appears whole or not at all.</summary>
internal static class RecordFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="MalformedException">A record like that is never accepted.</exception>
    /// <exception cref="IOException">It was not written.</exception>
    public static void Write(string target, Record record)
    {
        var files = Files(record);
        var partial = target + ".partial";
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial, Private | UnixFileMode.UserExecute);
        foreach (var (name, bytes) in files) WriteFile(partial, name, bytes.Span);
        DurableFile.SyncFolderIfPossible(partial);
        Directory.Move(partial, target);
        DurableFile.SyncFolderIfPossible(Path.GetDirectoryName(target)!);
    }

    /// <summary>Reads a folder back from its disk; what is not as in the record, or null where all is.</summary>
    public static string? Difference(string target, Record record)
    {
        foreach (var (name, bytes) in Files(record))
        {
            var path = Path.Combine(target, name);
            if (!File.Exists(path)) return $"{path} is missing";
            if (!ExportDisk.Holds(path, bytes.Span)) return $"{path} is not what the record has";
        }
        return null;
    }

    // Records of before this rule, and of hostile boards, may have names that some disk has no file for, or one file for two.
    private static List<(string Name, ReadOnlyMemory<byte> Bytes)> Files(Record record)
    {
        if (record.Attachments.Count > Limits.Attachments) throw new MalformedException($"it has {record.Attachments.Count} attachments; at most {Limits.Attachments} are written");
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Names.RecordFile, Names.RenamedFile };
        var files = new List<(string, ReadOnlyMemory<byte>)> { (Names.RecordFile, record.Fields.Memory) };
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attachment in record.Attachments)
        {
            var name = FileNames.Distinct(FileNames.Safe(attachment.Name), taken);
            if (name != attachment.Name) renamed.Add(name, attachment.Name);
            files.Add((name, attachment.Data.Memory));
        }
        if (renamed.Count > 0) files.Add((Names.RenamedFile, JsonSerializer.SerializeToUtf8Bytes(renamed)));
        return files;
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
