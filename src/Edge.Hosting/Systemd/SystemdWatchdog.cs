using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Systemd;

namespace Edge.Hosting.Systemd;

/// <summary>What Hosting.Systemd lacks: how often systemd wants a sign of life, and saying more than that we are ready.</summary>
internal sealed class SystemdWatchdog
{
    private readonly ISystemdNotifier _systemd;

    public SystemdWatchdog(ISystemdNotifier systemd, Func<string, string?> environment)
    {
        _systemd = systemd;
        var forUs = environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (forUs && long.TryParse(environment("WATCHDOG_USEC"), out var microseconds) && microseconds > 0) Period = TimeSpan.FromMicroseconds(microseconds);
    }

    /// <summary>How often systemd wants to hear WATCHDOG=1; null where it does not.</summary>
    public TimeSpan? Period { get; }

    /// <summary>Sends assignments such as WATCHDOG=1, one a line. Failing to tell must not disturb the work.</summary>
    public void Say(params string[] assignments)
    {
        try
        {
            _systemd.Notify(new ServiceState(string.Join('\n', assignments)));
        }
        catch (SocketException)
        {
            // systemd is restarting or gone; the watchdog decides.
        }
    }
}
