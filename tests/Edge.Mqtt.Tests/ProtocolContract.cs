using Edge.Testing;
using Edge.Testing.Time;

namespace Edge.Mqtt.Tests;

/// <summary>MQTT 5 first, 3.1.1 where a broker says that it knows no better.</summary>
public abstract class ProtocolContract : IDisposable
{
    private static readonly byte[] Welcome311 = [0x20, 2, 0, 0];
    private readonly Pki _pki = new();

    protected abstract IMqttConnector NewConnector();

    public static TheoryData<byte[]> Refusals => new(
        new byte[] { 0x20, 2, 0, 1 },       // as 3.1.1 says it
        new byte[] { 0x20, 3, 0, 132, 0 },  // as 5 says it
        new byte[] { 0x20, 2, 0, 5 });      // no MQTT 5 packet at all

    public void Dispose()
    {
        _pki.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory(Timeout = 180_000)]
    [MemberData(nameof(Refusals))]
    public async Task Broker_without_version_5_is_spoken_to_in_3_1_1_and_remembered(byte[] refusal)
    {
        await using var broker = new ScriptedBroker(_pki.Server(), level => level == 5 ? refusal : Welcome311);
        var connector = NewConnector();
        await using (await connector.ConnectAsync(Options(broker.Port), TestContext.Current.CancellationToken)) { }
        await using (await connector.ConnectAsync(Options(broker.Port), TestContext.Current.CancellationToken)) { }

        Assert.Equal([5, 4, 4], broker.Levels);
    }

    [Fact(Timeout = 180_000)]
    public async Task Other_refusals_are_reported_and_not_tried_again()
    {
        await using var broker = new ScriptedBroker(_pki.Server(), _ => [0x20, 3, 0, 135, 0]);
        var failure = await Assert.ThrowsAsync<MqttException>(() =>
            NewConnector().ConnectAsync(Options(broker.Port), TestContext.Current.CancellationToken));

        Assert.Contains("not authorised", failure.Message, StringComparison.Ordinal);
        Assert.Equal([5], broker.Levels);
    }

    [Fact(Timeout = 180_000)]
    public async Task Server_is_asked_for_by_its_expected_name()
    {
        await using var broker = new ScriptedBroker(_pki.Server(), _ => [0x20, 3, 0, 0, 0]);
        await using var connection = await NewConnector()
            .ConnectAsync(Options(broker.Port), TestContext.Current.CancellationToken);

        Assert.Equal(["hub.test"], broker.Names);
    }

    [Fact(Timeout = 180_000)]
    public async Task Message_over_the_brokers_limit_is_refused_here()
    {
        await using var broker = new ScriptedBroker(_pki.Server(), _ => [0x20, 8, 0, 0, 5, 0x27, 0, 0, 4, 0]); // 1024 bytes a packet
        await using var connection = await NewConnector()
            .ConnectAsync(Options(broker.Port), TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<MqttException>(async () =>
            await connection.PublishAsync("t", new byte[2000], MqttQos.AtMostOnce, false, TestContext.Current.CancellationToken));
        Assert.Contains("1024", failure.Message, StringComparison.Ordinal);
        await connection.PublishAsync("t", new byte[500], MqttQos.AtMostOnce, false, TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 180_000)]
    public async Task Stream_of_messages_does_not_hide_a_broker_that_answers_nothing()
    {
        // It goes on reading, so TCP is content; nothing ever comes back.
        await using var broker = new ScriptedBroker(_pki.Server(), _ => [0x20, 3, 0, 0, 0]);
        await using var connection = await NewConnector().ConnectAsync(Options(broker.Port) with { KeepAlive = TimeSpan.FromSeconds(5) }, TestContext.Current.CancellationToken);
        var speaking = SpeakAsync();

        Assert.Contains("keep-alive", await Until.DoneAsync(connection.Closed, "the keep-alive runs out"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<MqttException>(() => speaking);

        async Task SpeakAsync()
        {
            while (true)
            {
                await connection.PublishAsync("t", new byte[10], MqttQos.AtMostOnce, false, TestContext.Current.CancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task No_more_messages_are_under_way_than_the_broker_takes()
    {
        await using var broker = new ScriptedBroker(_pki.Server(), _ => [0x20, 6, 0, 0, 3, 0x21, 0, 3]); // receive maximum 3
        await using var connection = await NewConnector().ConnectAsync(Options(broker.Port) with { KeepAlive = TimeSpan.FromSeconds(5) }, TestContext.Current.CancellationToken);
        var publishes = Enumerable.Range(0, 10).Select(_ => connection.PublishAsync("t", new byte[1000], MqttQos.AtLeastOnce, false, TestContext.Current.CancellationToken).AsTask()).ToList();

        // It acknowledges none of them, until the keep-alive ends it.
        await Until.DoneAsync(connection.Closed, "the keep-alive runs out");

        foreach (var publish in publishes) await Assert.ThrowsAsync<MqttException>(() => publish);
        Assert.InRange(broker.Bytes, 3000, 3999);
    }

    private MqttOptions Options(int port)
    {
        // The long client id gives CONNECT a length of two bytes, as the scripted broker expects.
        var (certificate, key) = _pki.Client("board");
        return new MqttOptions
        {
            Host = "127.0.0.1", Port = port, ServerName = "hub.test", ClientId = new string('b', 130),
            CaFile = _pki.CaFile, CertificateFile = certificate, KeyFile = key, ConnectTimeout = TimeSpan.FromSeconds(20),
        };
    }
}
