using System.Runtime.InteropServices;
using Edge.Hosting.Linux;

namespace Edge.Hub.Archive;

/// <summary>Knows whether the archive is still where it was opened. SQLite goes on writing to a file that was removed or replaced, and what it commits there is lost with the process.</summary>
internal sealed class ArchivePlace(HubPaths paths)
{
    private const int Inode = 32;
    private const int Device = 136;

    private (ulong, ulong)? _opened;

    /// <summary>Called with the database open, after a commit and before anything is said of it.</summary>
    /// <exception cref="ArchiveGoneException">What was committed is not in the file that a restart would find.</exception>
    public void Check()
    {
        var found = Identity(paths.Database) ?? throw Gone("was removed");
        if ((_opened ??= found) != found) throw Gone("is another file than the one this hub opened");
        // What was committed last is in the log alone.
        if (Identity(paths.Database + "-wal") is null) throw Gone("has lost its log (-wal)");
    }

    private ArchiveGoneException Gone(string what) =>
        new($"the archive {paths.Database} {what} while the hub runs; stop the hub, put the archive back (or restore a backup), and start it again");

    private static unsafe (ulong, ulong)? Identity(string path)
    {
        Span<byte> statx = stackalloc byte[256];
        fixed (byte* to = statx)
        {
            if (LibC.StatX(LibC.CurrentFolder, path, 0, LibC.StatInode, to) != 0) return null;
        }
        return (Number(statx[Inode..]), Number(statx[Device..]));
    }

    private static ulong Number(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ulong>(bytes);
}

/// <summary>The archive's file is no longer the one that was opened; nothing may be said of what is written to it.</summary>
internal sealed class ArchiveGoneException(string message) : IOException(message);
