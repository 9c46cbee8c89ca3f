using Edge.Hosting.Configuration;

namespace Edge.Hub.Archive;

/// <summary>Refuses a data folder, or a part of it, that would forget with the power what boards were given a receipt for.</summary>
internal static class VolatileFolder
{
    /// <exception cref="ConfigurationException">It is volatile and that is not allowed.</exception>
    public static void Check(HubPaths paths, ArchiveOptions options, Func<string, string?> fileSystem)
    {
        if (options.AllowVolatile) return;
        foreach (var place in (string[])[paths.Data, paths.Keys, paths.Trust, paths.PastTrust, paths.Database])
        {
            if (fileSystem(place) is not (("tmpfs" or "ramfs" or "rootfs") and var name)) continue;
            throw new ConfigurationException($"{place} is on {name}{Really(place)}, which forgets everything without power, receipts given or not; use a disk, or set {ArchiveOptions.Section}:{nameof(ArchiveOptions.AllowVolatile)}=true for a trial");
        }
    }

    /// <summary>The kernel's name of the file system in which a path ends, links followed; null where there is nothing.</summary>
    public static string? FileSystemOf(string path) => Path.Exists(path) ? new DriveInfo(path).DriveFormat : null;

    private static string Really(string place) => new DirectoryInfo(place).ResolveLinkTarget(returnFinalTarget: true) is { } target ? $" (it is a link to {target.FullName})" : "";
}
