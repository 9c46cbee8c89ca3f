using Edge.Contracts;
using Edge.Contracts.Courier;

namespace Edge.Hosting.Linux;

/// <summary>Files on a stick. It comes from outside: no link is followed. What is written is whole under its name or not there, even when the stick is pulled.</summary>
internal static class StickFile
{
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

    /// <summary>Writes a file: beside its place, fsync, rename.</summary>
    /// <exception cref="IOException">The stick did not take it; nothing of it is left.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var part = path + CourierNames.Unfinished;
        try
        {
            File.Delete(part);
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                await write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite: true);
        }
        catch
        {
            TryDelete(part);
            throw;
        }
    }

    public static bool IsFull(IOException e) => e.HResult is LibC.NoSpace or LibC.QuotaExceeded;

    public static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stopped the writing is told; an unfinished file does no harm.
        }
    }
}

/// <summary>Something on a stick that was not taken or not written, by its file.</summary>
internal sealed record StickProblem(string File, string Problem);
