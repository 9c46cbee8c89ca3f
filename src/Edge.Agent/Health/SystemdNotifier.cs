using System.Net.Sockets;
using System.Text;

namespace Edge.Agent.Health;

/// <summary>Tells systemd how the agent is (sd_notify): a datagram to the socket that NOTIFY_SOCKET names; without one it says nothing.</summary>
internal sealed class SystemdNotifier
{
    private readonly string? _socket;

    public SystemdNotifier(Func<string, string?> environment)
    {
        _socket = environment("NOTIFY_SOCKET") is { Length: > 1 } path ? path : null;
        var forUs = environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (forUs && long.TryParse(environment("WATCHDOG_USEC"), out var microseconds) && microseconds > 0) Watchdog = TimeSpan.FromMicroseconds(microseconds);
    }

    /// <summary>How often systemd wants to hear WATCHDOG=1; null where it does not.</summary>
    public TimeSpan? Watchdog { get; }

    /// <summary>Sends assignments such as READY=1, one a line. Failing to tell must not disturb the work.</summary>
    public void Send(params ReadOnlySpan<string> assignments)
    {
        if (_socket is null) return;
        try
        {
            // A leading @ stands for the zero byte of an abstract socket's name.
            var address = new UnixDomainSocketEndPoint(_socket[0] == '@' ? '\0' + _socket[1..] : _socket);
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(string.Join('\n', assignments)), address);
        }
        catch (SocketException)
        {
            // systemd is restarting or gone; the watchdog decides.
        }
    }
}
