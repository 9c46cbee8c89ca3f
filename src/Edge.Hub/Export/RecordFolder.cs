using System.Text.Json;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Hub.Export;

/// <summary>One exported record: <c>record.json</c> exactly as submitted, its attachments, and what its opened parts hold. The folder appears whole or not at all.</summary>
internal static class RecordFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="MalformedException">A record like that is never accepted.</exception>
    /// <exception cref="IOException">It was not written.</exception>
    public static void Write(string target, Record record, params IReadOnlyList<Attachment> parts)
    {
        Directory.Move(WritePartial(target, record, parts), target);
        DurableFile.SyncFolderIfPossible(Path.GetDirectoryName(target)!);
    }

    /// <summary>Puts the record in the place of an export that was not complete; until all of it is written, that stays.</summary>
    /// <exception cref="MalformedException">A record like that is never accepted.</exception>
    /// <exception cref="IOException">It was not written.</exception>
    public static void Rewrite(string target, Record record, params IReadOnlyList<Attachment> parts)
    {
        var partial = WritePartial(target, record, parts);
        try
        {
            new LinuxDisk().Exchange(partial, target);
            DurableFile.SyncFolderIfPossible(Path.GetDirectoryName(target)!);
            Directory.Delete(partial, recursive: true);
        }
        catch (DiskException e) when (e.Errno is LibC.InvalidArgument or LibC.NotSupported && Directory.Exists(partial))
        {
            // A stick whose file system knows no exchange: the new one is whole beside it.
            Directory.Delete(target, recursive: true);
            Directory.Move(partial, target);
            DurableFile.SyncFolderIfPossible(Path.GetDirectoryName(target)!);
        }
    }

    /// <summary>Reads a folder back from its disk; what is not as in the record, or null where all is.</summary>
    public static string? Difference(string target, Record record, params IReadOnlyList<Attachment> parts)
    {
        foreach (var (name, bytes) in Files(record, parts))
        {
            var path = Path.Combine(target, name);
            if (!File.Exists(path)) return $"{path} is missing";
            if (!ExportDisk.Holds(path, bytes.Span)) return $"{path} is not what the record has";
        }
        return null;
    }

    /// <summary>True where a part lies there as it was sealed: that export had not been given its key.</summary>
    public static bool HoldsSealed(string target, IEnumerable<Attachment> parts) =>
        parts.Select(p => (Path: Path.Combine(target, FileNames.Safe(p.Name)), p.Data)).Any(p => File.Exists(p.Path) && ExportDisk.Holds(p.Path, p.Data.Span));

    /// <summary>The files of a record, each under a name that every disk takes; <c>renamed.json</c> tells those that had another.</summary>
    /// <exception cref="MalformedException">A record like that is never accepted.</exception>
    // Records of before this rule, and of hostile boards, may have names that some disk has no file for, or one file for two.
    public static IReadOnlyList<(string Name, ReadOnlyMemory<byte> Bytes)> Files(Record record, IReadOnlyList<Attachment> parts)
    {
        if (record.Attachments.Count > Limits.Attachments) throw new MalformedException($"it has {record.Attachments.Count} attachments; at most {Limits.Attachments} are written");
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Names.RecordFile, Names.RenamedFile };
        var files = new List<(string, ReadOnlyMemory<byte>)> { (Names.RecordFile, record.Fields.Memory) };
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attachment in record.Attachments.Concat(parts))
        {
            var name = FileNames.Distinct(FileNames.Safe(attachment.Name), taken);
            if (name != attachment.Name) renamed.Add(name, attachment.Name);
            files.Add((name, attachment.Data.Memory));
        }
        if (renamed.Count > 0) files.Add((Names.RenamedFile, JsonSerializer.SerializeToUtf8Bytes(renamed)));
        return files;
    }

    private static string WritePartial(string target, Record record, IReadOnlyList<Attachment> parts)
    {
        var files = Files(record, parts);
        var partial = target + ".partial";
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial, Private | UnixFileMode.UserExecute);
        foreach (var (name, bytes) in files) WriteFile(partial, name, bytes.Span);
        DurableFile.SyncFolderIfPossible(partial);
        return partial;
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
