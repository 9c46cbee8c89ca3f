using System.Globalization;

namespace Edge.Benchmarks.Measuring;

/// <summary>Bytes that went to storage, as the kernel counts them.</summary>
internal static class DiskWrites
{
    // Of the kernel's block layer, whatever the device has.
    private const int Sector = 512;

    /// <summary>What a process made the kernel write: a page each time it becomes dirty. The file system's own journal is not in it.</summary>
    public static long OfProcess(int pid)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/io")).First(l => l.StartsWith("write_bytes:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>What all programs and the journal wrote to the block device of a folder; null where none can be told, as for a file system in memory.</summary>
    public static long? OfDevice(string folder)
    {
        // 36 35 98:0 /root /point …: of all mounts above the folder the nearest, of several there the last.
        var mount = File.ReadLines("/proc/self/mountinfo").Select(l => l.Split(' '))
            .Where(f => f[4] == "/" || folder == f[4] || folder.StartsWith(f[4] + "/", StringComparison.Ordinal))
            .OrderBy(f => f[4].Length).Last();
        var stat = $"/sys/dev/block/{mount[2]}/stat";
        if (!File.Exists(stat)) return null;
        return Sector * long.Parse(File.ReadAllText(stat).Split(' ', StringSplitOptions.RemoveEmptyEntries)[6], CultureInfo.InvariantCulture);
    }
}
