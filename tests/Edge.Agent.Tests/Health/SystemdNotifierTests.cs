using System.Net.Sockets;
using System.Text;
using Edge.Agent.Health;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Health;

public sealed class SystemdNotifierTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_said_arrives_at_a_path_or_an_abstract_socket(bool isAbstract)
    {
        using var folder = new TestFolder();
        var name = isAbstract ? $"@edge-test-{TestRecords.NewId():N}" : Path.Combine(folder.Root, "notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5_000 };
        systemd.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + name[1..] : name));

        new SystemdNotifier(v => v == "NOTIFY_SOCKET" ? name : null).Send("READY=1", "STATUS=all is well");
        var buffer = new byte[200];
        Assert.Equal("READY=1\nSTATUS=all is well", Encoding.UTF8.GetString(buffer, 0, systemd.Receive(buffer)));
    }

    [Theory]
    [InlineData("30000000", null, 30)]
    [InlineData("30000000", "1", null)]
    [InlineData(null, null, null)]
    [InlineData("x", null, null)]
    public void The_watchdogs_period_is_for_us_or_not_at_all(string? microseconds, string? pid, int? seconds) => Assert.Equal(
        seconds is { } s ? TimeSpan.FromSeconds(s) : null,
        new SystemdNotifier(v => v == "WATCHDOG_USEC" ? microseconds : v == "WATCHDOG_PID" ? pid : null).Watchdog);

    [Fact]
    public void Nobody_listening_is_no_error() => new SystemdNotifier(v => v == "NOTIFY_SOCKET" ? "/nowhere/notify" : null).Send("READY=1");
}
