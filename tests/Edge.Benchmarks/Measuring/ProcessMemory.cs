using System.Globalization;

namespace Edge.Benchmarks.Measuring;

/// <summary>A process's memory as the kernel counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>Memory of its own, which no file stands behind; 0 where the process has ended.</summary>
    public static double AnonymousMiB(int pid)
    {
        try
        {
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status")).FirstOrDefault(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
