using System.Globalization;
using Edge.Hosting.Linux;

namespace Edge.Hub.Broker;

/// <summary>A broker whose hub was killed and which still holds the port.</summary>
internal static class Orphan
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends it, if there is one: the process of the pid file or, where the hub died before writing that, any whose command line is a broker's with this very configuration file.</summary>
    /// <returns>Its process id, or null where there was none.</returns>
    public static async Task<int?> EndAsync(BrokerFiles files, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Candidates(files).Where(pid => IsOurs(pid, files)).Select(pid => (int?)pid).FirstOrDefault() is not { } pid) return null;
        _ = LibC.Kill(pid, LibC.SignalTerminate);
        var since = time.GetTimestamp();
        while (IsOurs(pid, files))
        {
            if (time.GetElapsedTime(since) > Grace) _ = LibC.Kill(pid, LibC.SignalKill);
            await Task.Delay(Look, time, cancellationToken);
        }
        return pid;
    }

    private static IEnumerable<int> Candidates(BrokerFiles files)
    {
        if (File.Exists(files.Pid) && TryPid(File.ReadAllText(files.Pid).Trim(), out var recorded)) yield return recorded;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (TryPid(Path.GetFileName(folder), out var pid)) yield return pid;
        }
    }

    private static bool TryPid(string text, out int pid) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pid) && pid > 1;

    // A process that has ended and was not reaped yet has an empty command line.
    private static bool IsOurs(int pid, BrokerFiles files)
    {
        try
        {
            var words = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline")).Split('\0');
            // mosquitto -c FILE; an editor that has the file open is none.
            return words.Length >= 3 && words[1] == "-c" && words[2] == files.Configuration;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
