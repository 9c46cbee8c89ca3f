using System.Net;
using System.Net.Sockets;
using Edge.Mqtt.MqttNet;
using Edge.Testing.Time;
using MQTTnet.Formatter;

namespace Edge.Mqtt.Tests;

public sealed class MqttNetConnectorTests(BrokerFixture fixture) : MqttContract(fixture), IClassFixture<BrokerFixture>
{
    private readonly SegmentSize _segments = new(TimeProvider.System);

    protected override IMqttConnector NewConnector() => new MqttNetConnector(TimeProvider.System, _segments);

    [Fact(Timeout = 180_000)]
    public async Task Version_3_1_1_carries_messages_and_notices_the_end_too()
    {
        var options = Fixture.Client();
        var topic = $"test/{options.ClientId}/x";
        using var identity = PinnedTls.Load(options);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, options.Port, TestContext.Current.CancellationToken);
        await using var connection = new MqttNetConnection(options, new TlsChannel(identity, socket, TimeProvider.System), TimeProvider.System, presumed: null);
        await connection.OpenAsync(MqttProtocolVersion.V311, TestContext.Current.CancellationToken);
        await connection.SubscribeAsync([topic], MqttQos.AtLeastOnce, TestContext.Current.CancellationToken);
        await connection.PublishAsync(topic, "old"u8.ToArray(), MqttQos.AtLeastOnce, false, TestContext.Current.CancellationToken);
        Assert.Equal("old"u8.ToArray(), (await connection.Messages.ReadAsync(TestContext.Current.CancellationToken)).Payload.ToArray());

        await using var second = await NewConnector().ConnectAsync(options, TestContext.Current.CancellationToken);

        Assert.Contains("closed the connection", await Until.DoneAsync(connection.Closed, "the old connection is closed"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Where_the_first_attempt_stays_unanswered_a_later_one_is_begun_and_wins()
    {
        using var full = Full();
        var options = Fixture.Client() with { Stagger = TimeSpan.FromMilliseconds(50) };
        var begun = new List<TcpDial>();
        TcpDial Begin(string? way)
        {
            var port = begun.Count == 0 ? ((IPEndPoint)full.LocalEndPoint!).Port : options.Port;
            begun.Add(new TcpDial(options with { Port = port }, IPAddress.Loopback, way, _segments));
            return begun[^1];
        }

        var winner = await new TcpRace(Begin, new TcpWays([null], options.Stagger), options, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken, TestContext.Current.CancellationToken);

        using var socket = winner.Socket;
        Assert.NotSame(begun[0], winner);
        Assert.Equal(options.Port, ((IPEndPoint)socket.RemoteEndPoint!).Port);
        await Until.TrueAsync(() => begun[0].Answered.IsCompleted, "the unanswered attempt is given up");
    }
}
