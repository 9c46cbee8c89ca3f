using System.Globalization;

namespace Edge.Hosting.Linux;

/// <summary>Which file system a folder is on, from the text of /proc/self/mountinfo.</summary>
internal sealed class MountTable(string mountInfo, string kernelCommandLine)
{
    private readonly List<Mount> _mounts = [.. mountInfo.Split('\n').Select(Parse).OfType<Mount>()];

    public static MountTable Read() => new(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/cmdline"));

    /// <summary>What becomes of files in this folder when the power goes; links are followed first.</summary>
    public (Durability Durability, string FileSystem) Look(string folder)
    {
        var mount = Of(Links.Follow(folder));
        if (mount is null) return (Durability.Unknown, "unknown");
        if (IsMemory(mount.Type)) return (Durability.Volatile, mount.Type);
        return mount.Type is "overlay" ? (LookAtUpper(mount), "overlay") : (Durability.Durable, mount.Type);
    }

    /// <summary>The device's numbers, as the kernel's table of locks has them, such as <c>08:01</c>; null where it is not known.</summary>
    public string? DeviceOf(string path) => Of(Links.Follow(path))?.Device is { } device && device.Split(':') is [var major, var minor] && int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var second) ? string.Create(CultureInfo.InvariantCulture, $"{first:x2}:{second:x2}") : null;

    private Durability LookAtUpper(Mount overlay)
    {
        // The initramfs of Raspberry Pi OS and overlayroot mount the memory disk where nobody can see it later.
        if (kernelCommandLine.Split(' ', '\n').Any(w => w is "boot=overlay" || w.StartsWith("overlayroot=tmpfs", StringComparison.Ordinal))) return Durability.Volatile;
        var upper = overlay.Options.Split(',').FirstOrDefault(o => o.StartsWith("upperdir=", StringComparison.Ordinal))?["upperdir=".Length..];
        var under = upper is null ? null : Of(upper);
        return under is not null && IsMemory(under.Type) ? Durability.Volatile : Durability.Unknown;
    }

    private Mount? Of(string folder) => _mounts
        .Where(m => m.Point == "/" || folder == m.Point || folder.StartsWith(m.Point + "/", StringComparison.Ordinal))
        .OrderBy(m => m.Point.Length).LastOrDefault(); // of several on one point the last mounted is seen

    private static bool IsMemory(string type) => type is "tmpfs" or "ramfs" or "rootfs";

    // 36 35 98:0 /root /point rw,noatime master:1 - ext4 /dev/sda1 rw,errors=continue
    private static Mount? Parse(string line)
    {
        var halves = line.Split(" - ", 2);
        if (halves.Length < 2) return null;
        var left = halves[0].Split(' ');
        var right = halves[1].Split(' ');
        return left.Length < 5 || right.Length < 3 ? null : new Mount(left[4].Replace("\\040", " ", StringComparison.Ordinal), left[2], right[0], right[2]);
    }

    private sealed record Mount(string Point, string Device, string Type, string Options);
}

/// <summary>What a file system does with its files when the power goes.</summary>
internal enum Durability
{
    Durable,

    /// <summary>It cannot be told, as with an overlay whose upper side is out of sight.</summary>
    Unknown,

    /// <summary>They are gone.</summary>
    Volatile,
}
