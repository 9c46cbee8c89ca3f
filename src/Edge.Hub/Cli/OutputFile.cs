using Edge.Hosting.Linux;

namespace Edge.Hub.Cli;

/// <summary>A file a command gives to people, often on a stick: for its owner alone, over nothing, and under its name only when it is whole.</summary>
internal static class OutputFile
{
    /// <exception cref="HubException">It is there already, or cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var part = path + ".part";
        try
        {
            File.Delete(part);
            using (var file = new FileStream(part, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
                file.Write(bytes);
                // The stick is pulled as soon as the command returns.
                file.Flush(flushToDisk: true);
            }
            if (!File.ReadAllBytes(part).AsSpan().SequenceEqual(bytes)) throw new IOException("what was written reads back differently");
            File.Move(part, path);
            DurableFile.SyncFolderIfPossible(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(part);
            throw new HubException($"{path} cannot be written: {Reason.Of(e)}", e);
        }
    }

    private static void Discard(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is named as what it is.
        }
    }
}
