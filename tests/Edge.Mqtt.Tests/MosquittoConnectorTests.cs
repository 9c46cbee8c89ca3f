using System.Net;
using Edge.Mqtt.Mosquitto;

namespace Edge.Mqtt.Tests;

public sealed class MosquittoConnectorTests(BrokerFixture fixture) : MqttContract(fixture), IClassFixture<BrokerFixture>
{
    protected override IMqttConnector NewConnector() => new MosquittoConnector(TimeProvider.System);

    [Fact]
    public void Missing_library_names_the_package_that_brings_it()
    {
        var message = NativeLibraries.Find("libmosquitto-not-there.so.9", "libmosquitto1");
        Assert.Contains("apt-get install libmosquitto1", message, StringComparison.Ordinal);
        Assert.Null(NativeLibraries.Find("libmosquitto.so.1", "libmosquitto1"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Version_3_1_1_carries_messages_and_notices_the_end_too()
    {
        var options = Fixture.Client();
        var topic = $"test/{options.ClientId}/x";
        await using var connection = new MosquittoConnection(options, "127.0.0.1", MosquittoNative.Mqtt311);
        await connection.Driver.Opened.WaitAsync(TestContext.Current.CancellationToken);
        await connection.SubscribeAsync([topic], MqttQos.AtLeastOnce, TestContext.Current.CancellationToken);
        await connection.PublishAsync(topic, "old"u8.ToArray(), MqttQos.AtLeastOnce, false, TestContext.Current.CancellationToken);
        Assert.Equal("old"u8.ToArray(), (await connection.Messages.ReadAsync(TestContext.Current.CancellationToken)).Payload.ToArray());

        await using var second = await NewConnector().ConnectAsync(options, TestContext.Current.CancellationToken);

        Assert.Contains("closed the connection", await Until.DoneAsync(connection.Closed, "the old connection is closed"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_the_first_attempt_stays_unanswered_a_later_one_is_begun_and_wins()
    {
        using var full = Full();
        var options = Fixture.Client() with { Stagger = TimeSpan.FromMilliseconds(50) };
        var begun = new List<MosquittoConnection>();
        MosquittoConnection Begin()
        {
            var port = begun.Count == 0 ? ((IPEndPoint)full.LocalEndPoint!).Port : options.Port;
            begun.Add(new MosquittoConnection(options with { Port = port }, "127.0.0.1", MosquittoNative.Mqtt5));
            return begun[^1];
        }

        await using var winner = await TcpRace.RunAsync(Begin, options, TimeProvider.System, TestContext.Current.CancellationToken, TestContext.Current.CancellationToken);

        Assert.NotSame(begun[0], winner);
        await winner.Driver.Opened.WaitAsync(TestContext.Current.CancellationToken);
        await Until.DoneAsync(begun[0].Closed, "the unanswered attempt is given up");
    }
}
