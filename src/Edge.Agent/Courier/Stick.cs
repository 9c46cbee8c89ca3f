using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Edge.Agent.Courier;

/// <summary>This board's part of a stick. What is written is whole under its name or not there; nothing of it is followed through a link.</summary>
internal sealed class Stick(string root, string node)
{
    public string Folder { get; } = Path.Combine(root, CourierNames.Root, node);

    /// <summary>The folders of this board's slips, finished or not.</summary>
    /// <exception cref="CommandException">There is no such stick.</exception>
    public IReadOnlyList<string> Slips()
    {
        if (!Directory.Exists(root)) throw new CommandException($"{root} is not a folder; is the stick mounted there?");
        foreach (var folder in new[] { Path.Combine(root, CourierNames.Root), Folder })
        {
            if (!Directory.Exists(folder)) return [];
            if (IsLink(folder)) throw new CommandException($"{folder} is a link; that is not how this board writes a stick");
        }
        return [.. Directory.GetDirectories(Folder).Where(f => CourierNames.IsFolder(Path.GetFileName(f)) && !IsLink(f)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Other boards whose records are here.</summary>
    public IReadOnlyList<string> Others()
    {
        var top = Path.Combine(root, CourierNames.Root);
        return Directory.Exists(top) ? [.. Directory.GetDirectories(top).Select(f => Path.GetFileName(f)).Where(n => Names.IsNode(n) && n != node).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Reads a file of ours.</summary>
    /// <exception cref="MalformedException">It is larger than it may be, or no plain file.</exception>
    /// <exception cref="IOException">The stick cannot read it.</exception>
    public static byte[] Read(string path, long most)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null) throw new MalformedException("it is a link");
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

    /// <summary>Makes the names in a folder survive the stick being pulled; not every file system of sticks can.</summary>
    public static void Sync(string folder)
    {
        var descriptor = LibC.Open(folder, LibC.ReadOnly | LibC.CloseOnExec, 0);
        if (descriptor < 0) throw LinuxDisk.Error("open folder", folder);
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (LibC.FSync(handle) == 0) return;
        var error = LinuxDisk.Error("fsync folder", folder);
        if (error.Errno is not (LibC.InvalidArgument or LibC.NotSupported)) throw error;
    }

    public static bool IsFull(IOException e) => e.HResult is LibC.NoSpace or LibC.QuotaExceeded;

    private static bool IsLink(string path) => new DirectoryInfo(path).LinkTarget is not null;

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
