using Edge.Testing.Sqlite;

namespace Edge.Agent.Tests.Crash;

/// <summary>One thing that happened to a disk. Paths are relative to the data folder; a file has a number, whatever its names.</summary>
internal abstract record DiskStep
{
    public sealed record FolderMade(string Path) : DiskStep;

    public sealed record FileMade(string Path, int File, int Size) : DiskStep;

    public sealed record Written(int File, byte[] Bytes) : DiskStep;

    public sealed record FileSynced(int File) : DiskStep;

    public sealed record Renamed(string From, string To, int File) : DiskStep;

    public sealed record Removed(string Path, int File) : DiskStep;

    public sealed record FolderSynced(string Path) : DiskStep;

    /// <summary>Bytes changed by the medium itself, durably.</summary>
    public sealed record Rotted(int File, byte[] Content) : DiskStep;

    /// <summary>SQLite's own doing.</summary>
    public sealed record Ledger(FileStep Step) : DiskStep;
}
