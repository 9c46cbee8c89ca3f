using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;

namespace Edge.Hub.Archive;

/// <summary>Refuses a data folder, or a part of it, that would forget with the power what boards were given a receipt for.</summary>
internal static class VolatileFolder
{
    /// <exception cref="ConfigurationException">It is volatile and that is not allowed.</exception>
    public static void Check(HubPaths paths, ArchiveOptions options, MountTable mounts)
    {
        if (options.AllowVolatile) return;
        foreach (var place in (string[])[paths.Data, paths.Keys, paths.Trust, paths.PastTrust, paths.Database])
        {
            if (Look(mounts, place) is not (Durability.Volatile, var name)) continue;
            throw new ConfigurationException($"{place} is on {name}{Really(place)}, which forgets everything without power, receipts given or not; use a disk, or set {ArchiveOptions.Section}:{nameof(ArchiveOptions.AllowVolatile)}=true for a trial");
        }
    }

    private static (Durability, string) Look(MountTable mounts, string place)
    {
        try
        {
            return mounts.Look(place);
        }
        catch (IOException e)
        {
            // A link that leads to itself.
            throw new ConfigurationException(e.Message, e);
        }
    }

    private static string Really(string place) => Links.Follow(place) is var real && real != Path.TrimEndingDirectorySeparator(place) ? $" (it is a link to {real})" : "";
}
