using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>A file of LiteDB's is not what the library wrote: its pages may tell more than it can. No record is condemned by this.</summary>
internal sealed class DamagedFileException(string path, Exception? cause, string? found = null)
    : Exception(cause is DiskException { IsUnread: true } ? cause.Message : $"{path} is damaged: {found ?? cause?.Message}", cause)
{
    /// <summary>A sector could not be read: other pages may be, and the library may be able to do without them at the next start.</summary>
    public bool ProvesNothing { get; } = cause is DiskException { IsUnread: true };
}
