using Edge.Contracts;
using Edge.Contracts.Courier;

namespace Edge.Hub.Courier;

/// <summary>A stick as whoever runs the import sees it. It comes from outside: no link is followed, no name is shown that is not of our form.</summary>
internal static class StickFiles
{
    /// <summary>The folders of all boards' slips.</summary>
    /// <exception cref="HubException">There are none.</exception>
    public static IReadOnlyList<string> Slips(string stick)
    {
        var top = Path.Combine(stick, CourierNames.Root);
        if (!Directory.Exists(top) || IsLink(top)) throw new HubException($"there is no folder {CourierNames.Root} in {stick}: is the stick mounted there, and is it the one a board wrote with 'edge-agent courier export'?");
        try
        {
            return [.. Directory.GetDirectories(top).Where(f => Names.IsNode(Path.GetFileName(f)) && !IsLink(f)).Order(StringComparer.Ordinal)
                .SelectMany(f => Directory.GetDirectories(f).Where(s => CourierNames.IsFolder(Path.GetFileName(s)) && !IsLink(s)).Order(StringComparer.Ordinal))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{top} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The records' files in a folder, by name.</summary>
    public static IReadOnlyList<string> Records(string folder) =>
        [.. Directory.GetFiles(folder).Where(f => CourierNames.IsRecord(Path.GetFileName(f))).Order(StringComparer.Ordinal)];

    /// <exception cref="MalformedException">It is larger than it may be, empty, or no plain file.</exception>
    /// <exception cref="IOException">The stick cannot read it.</exception>
    public static byte[] Read(string path, long most)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null) throw new MalformedException("it is a link");
        // Pipes and devices have no length.
        if (file.Length == 0 || file.Length > most) throw new MalformedException($"it has {file.Length} bytes; 1 to {most} are possible");
        return File.ReadAllBytes(path);
    }

    /// <summary>Writes a file beside its place, then puts it there: whole or not at all, even when the stick is pulled.</summary>
    /// <exception cref="IOException">The stick did not take it.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var part = path + CourierNames.Unfinished;
        File.Delete(part);
        using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(part, path, overwrite: true);
        DurableFile.SyncFolderIfPossible(Path.GetDirectoryName(path)!);
    }

    private static bool IsLink(string path) => new DirectoryInfo(path).LinkTarget is not null;
}

/// <summary>Something on a stick that was not taken, by its file.</summary>
internal sealed record StickProblem(string File, string Problem);
