using System.Net;
using System.Net.Sockets;

namespace Edge.Mqtt.Tests;

// Before there is a connection.
public abstract partial class MqttContract
{
    [Fact(Timeout = 180_000)]
    public async Task An_attempt_that_nothing_answers_ends_by_its_own_limit_or_with_the_network()
    {
        using var full = Full();
        var options = Fixture.Client(port: ((IPEndPoint)full.LocalEndPoint!).Port) with { TcpTimeout = TimeSpan.FromMilliseconds(300) };
        var silent = await Assert.ThrowsAsync<MqttException>(() => NewConnector().ConnectAsync(options, TestContext.Current.CancellationToken));
        Assert.True(silent.Unanswered, silent.Message);

        var changed = new TaskCompletionSource();
        var attempt = NewConnector().ConnectAsync(options with { TcpTimeout = TimeSpan.FromSeconds(120), NetworkChanged = changed.Task }, TestContext.Current.CancellationToken);
        changed.SetResult();
        silent = await Assert.ThrowsAsync<MqttException>(() => attempt.WaitAsync(TimeSpan.FromSeconds(90), TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Contains("network changed", silent.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "hub.test", 20)]
    [InlineData(8883, "", 20)]
    [InlineData(8883, "hub.test", 1)]
    public async Task Options_out_of_bounds_are_refused_before_any_connection(int port, string serverName, int keepAlive)
    {
        var options = Fixture.Client() with { Port = port, ServerName = serverName, KeepAlive = TimeSpan.FromSeconds(keepAlive) };
        await Assert.ThrowsAsync<ArgumentException>(() => NewConnector().ConnectAsync(options, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_attempt_at_a_broker_that_knows_no_version_5_has_the_same_limits()
    {
        var connector = NewConnector();
        var options = Fixture.Client();
        await using (var broker = new ScriptedBroker(Fixture.Pki.Server(), level => level == 5 ? [0x20, 2, 0, 1] : [0x20, 2, 0, 0]))
        {
            options = options with { Port = broker.Port };
            await using var connection = await connector.ConnectAsync(options, TestContext.Current.CancellationToken);
        }
        using var full = Full(options.Port);
        var silent = await Assert.ThrowsAsync<MqttException>(() => connector.ConnectAsync(options with { TcpTimeout = TimeSpan.FromMilliseconds(300) }, TestContext.Current.CancellationToken));
        Assert.True(silent.Unanswered, silent.Message);
    }

    // A listener that accepts nobody: once its queue is full, the kernel answers no further SYN.
    protected static Socket Full(int port = 0)
    {
        var full = new Socket(SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, port));
        full.Listen(0);
        // Stays in the queue when its own end is closed.
        using var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        first.Connect(full.LocalEndPoint!);
        return full;
    }
}
