using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Systemd;

namespace Edge.Hosting.Systemd;

/// <summary>What Hosting.Systemd lacks: how often systemd wants a sign of life, and saying more than that we are ready.</summary>
internal sealed partial class SystemdWatchdog
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly ISystemdNotifier _systemd;
    private readonly ILogger<SystemdWatchdog> _logger;
    private bool _told = true;

    public SystemdWatchdog(ISystemdNotifier systemd, Func<string, string?> environment, ILogger<SystemdWatchdog> logger)
    {
        (_systemd, _logger) = (systemd, logger);
        var forUs = environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (forUs && long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0) Period = TimeSpan.FromMicroseconds(microseconds);
    }

    /// <summary>How often systemd wants to hear WATCHDOG=1; null where it does not.</summary>
    public TimeSpan? Period { get; }

    /// <summary>How often to speak: three times within the limit, so that one late tick is no death, and often enough for whoever reads the status.</summary>
    public TimeSpan Pace => Period is { } period && period / 3 < Longest ? period / 3 : Longest;

    /// <summary>Sends assignments such as WATCHDOG=1, one a line. Failing to tell must not disturb the work.</summary>
    public void Say(params string[] assignments)
    {
        try
        {
            _systemd.Notify(new ServiceState(string.Join('\n', assignments)));
            _told = true;
        }
        catch (SocketException e)
        {
            // systemd is restarting or gone; the watchdog decides.
            if (_told) LogNotTold(e);
            _told = false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "systemd could not be told how this program is")]
    private partial void LogNotTold(Exception exception);
}
