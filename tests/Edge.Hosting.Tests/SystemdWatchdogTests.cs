using System.Net.Sockets;
using Edge.Hosting.Systemd;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Hosting.Tests;

public sealed class SystemdWatchdogTests
{
    [Theory]
    [InlineData("30000000", null, 30)]
    [InlineData("30000000", "1", null)]
    [InlineData(null, null, null)]
    [InlineData("x", null, null)]
    [InlineData("-1", null, null)]
    [InlineData(" 30000000", null, null)]
    public void The_watchdogs_period_is_for_us_or_not_at_all(string? microseconds, string? pid, int? seconds) => Assert.Equal(
        seconds is { } s ? TimeSpan.FromSeconds(s) : null,
        new SystemdWatchdog(new Deaf(), v => v == "WATCHDOG_USEC" ? microseconds : v == "WATCHDOG_PID" ? pid : null, NullLogger<SystemdWatchdog>.Instance).Period);

    [Fact]
    public void Nobody_listening_is_no_error() => new SystemdWatchdog(new Deaf(), _ => null, NullLogger<SystemdWatchdog>.Instance).Say("WATCHDOG=1");

    private sealed class Deaf : ISystemdNotifier
    {
        public bool IsEnabled => true;

        public void Notify(ServiceState state) => throw new SocketException((int)SocketError.ConnectionRefused);
    }
}
