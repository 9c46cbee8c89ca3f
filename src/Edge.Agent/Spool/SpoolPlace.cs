using Edge.Agent.Configuration;
using Edge.Agent.Storage;

namespace Edge.Agent.Spool;

/// <summary>Refuses a data folder that would forget every record with the power.</summary>
internal static class SpoolPlace
{
    /// <summary>Returns a warning, or null where all is well.</summary>
    /// <exception cref="ConfigurationException">It is volatile and that is not allowed.</exception>
    public static string? Check(DataFolder data, SpoolOptions options, MountTable mounts)
    {
        var (durability, fileSystem) = mounts.Look(data.Root);
        return durability switch
        {
            Durability.Volatile when !options.AllowVolatile => throw new ConfigurationException(
                $"Data folder {data.Root} is on {fileSystem}, which forgets everything without power; use a disk, or set Spool:AllowVolatile=true for a trial"),
            Durability.Volatile => $"Data folder {data.Root} is on {fileSystem}: records do not survive a power cut (Spool:AllowVolatile is set)",
            Durability.Unknown => $"Data folder {data.Root} is on {fileSystem}; make sure that what it writes reaches a disk",
            _ => null,
        };
    }
}
