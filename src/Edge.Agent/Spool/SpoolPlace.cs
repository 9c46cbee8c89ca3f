using Edge.Agent.Storage;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool;

/// <summary>Refuses a data folder, or a part of it, that would forget every record with the power.</summary>
internal static class SpoolPlace
{
    /// <summary>Returns a warning, or null where all is well.</summary>
    /// <exception cref="ConfigurationException">It is volatile and that is not allowed.</exception>
    public static string? Check(DataFolder data, SpoolOptions options, MountTable mounts)
    {
        var (place, durability, fileSystem) = data.Promised.Select(p => (p, mounts.Look(p).Durability, mounts.Look(p).FileSystem)).MaxBy(p => p.Durability);
        return durability switch
        {
            Durability.Volatile when !options.AllowVolatile => throw new ConfigurationException(
                $"{Name(data, place)} is on {fileSystem}, which forgets everything without power; use a disk, or set Spool:AllowVolatile=true for a trial"),
            Durability.Volatile => $"{Name(data, place)} is on {fileSystem}: records do not survive a power cut (Spool:AllowVolatile is set)",
            Durability.Unknown => $"{Name(data, place)} is on {fileSystem}; make sure that what it writes reaches a disk",
            _ => null,
        };
    }

    private static string Name(DataFolder data, string place)
    {
        var (named, real) = (place == data.Root ? $"Data folder {place}" : $"{place}, a part of the data folder,", Links.Follow(place));
        return real == place ? named : $"{named} leads to {real} and";
    }
}
