using System.Globalization;

namespace Edge.Benchmarks.Measuring;

/// <summary>Processor time as the kernel counts it.</summary>
internal static class ProcessorTime
{
    // USER_HZ, which the kernel's files use on every architecture of ours.
    private const double TicksPerSecond = 100;

    /// <summary>Of one process, all its threads together.</summary>
    public static TimeSpan Of(int pid)
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        // The name may hold anything; the numbers begin after it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return Ticks(fields[11]) + Ticks(fields[12]);
    }

    /// <summary>Of everything that runs on this machine, interrupts included.</summary>
    public static TimeSpan OfMachine()
    {
        // cpu user nice system idle iowait irq softirq
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Ticks(fields[1]) + Ticks(fields[2]) + Ticks(fields[3]) + Ticks(fields[6]) + Ticks(fields[7]);
    }

    /// <summary>How many processes have wanted a processor in the last minute, on average.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static TimeSpan Ticks(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture) / TicksPerSecond);
}
