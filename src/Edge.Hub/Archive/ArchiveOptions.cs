namespace Edge.Hub.Archive;

/// <summary>Where the archive stands.</summary>
internal sealed class ArchiveOptions
{
    public const string Section = "Archive";

    /// <summary>Lets the data folder stand on a file system that forgets everything without power; for demonstrations and tests.</summary>
    public bool AllowVolatile { get; init; }
}
