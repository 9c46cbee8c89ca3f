using Edge.Testing;
using Edge.Testing.Time;

namespace Edge.Mqtt.Tests;

// A round trip less.
public abstract partial class MqttContract
{
    private const int Publish = 3;
    private const int Subscribe = 8;

    [Fact(Timeout = 180_000)]
    public async Task An_eager_connection_says_at_once_what_it_has_to_say()
    {
        var connector = NewConnector();
        var options = Fixture.Client() with { Eager = true };
        var topic = $"test/{options.ClientId}/x";
        for (var i = 0; i < 3; i++)
        {
            await using var connection = await connector.ConnectAsync(options, Cancelled);
            var subscribed = connection.SubscribeAsync([topic], MqttQos.AtLeastOnce, Cancelled);
            await connection.PublishAsync(topic, new byte[] { (byte)i }, MqttQos.AtMostOnce, false, Cancelled);
            await connection.PublishAsync(topic, new byte[] { 99 }, MqttQos.AtLeastOnce, false, Cancelled);
            await subscribed;
            Assert.Equal([(byte)i], (await connection.Messages.ReadAsync(Cancelled)).Payload.ToArray());
            Assert.Equal([99], (await connection.Messages.ReadAsync(Cancelled)).Payload.ToArray());
            Assert.False(connection.Messages.TryPeek(out _), "a message came twice");
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task An_eager_connection_follows_only_one_that_was_accepted_and_a_refusal_ends_it()
    {
        // Accepted, refused, refused.
        var answers = new Queue<byte[]>([[0x20, 3, 0, 0, 0], [0x20, 3, 0, 0x87, 0], [0x20, 3, 0, 0x87, 0]]);
        await using var broker = new ScriptedBroker(Fixture.Pki.Server(), _ => answers.Dequeue());
        var connector = NewConnector();
        var options = Fixture.Client(port: broker.Port) with { Eager = true };
        await (await connector.ConnectAsync(options, Cancelled)).DisposeAsync();

        await using (var refused = await connector.ConnectAsync(options, Cancelled))
        {
            Assert.Contains("the broker refuses", await Until.DoneAsync(refused.Closed, "the refusal"), StringComparison.Ordinal);
        }
        await Assert.ThrowsAsync<MqttException>(() => connector.ConnectAsync(options, Cancelled));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_eager_connection_has_said_what_it_has_to_say_before_CONNECT_is_answered()
    {
        // One round trip for all of it: the broker answers nothing until it has the subscription and both messages.
        await using var broker = new ScriptedBroker(Fixture.Pki.Server(), _ => [0x20, 3, 0, 0, 0]);
        var connector = NewConnector();
        var options = Fixture.Client(port: broker.Port) with { Eager = true, ClientId = new string('b', 130) };
        await (await connector.ConnectAsync(options, Cancelled)).DisposeAsync();
        broker.Hold = [Subscribe, Publish, Publish];

        await using var connection = await connector.ConnectAsync(options, Cancelled);
        var subscribed = connection.SubscribeAsync(["t"], MqttQos.AtLeastOnce, Cancelled);
        await connection.PublishAsync("t", "offer"u8.ToArray(), MqttQos.AtMostOnce, false, Cancelled);
        await connection.PublishAsync("t", "more"u8.ToArray(), MqttQos.AtMostOnce, false, Cancelled);

        await Until.TrueAsync(() => broker.Answered == 2, "the broker has got all and answers");
        Assert.False(connection.Closed.IsCompleted);
        Assert.False(subscribed.IsCompleted);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_eager_connection_to_a_broker_that_has_revoked_us_says_so()
    {
        using var pki = new Pki();
        var (certificate, key) = pki.Client("board");
        var port = 0;
        var connector = NewConnector();
        MqttOptions Options() => Fixture.Client(port: port) with { Eager = true, CaFile = pki.CaFile, ClientId = "board", CertificateFile = certificate, KeyFile = key };
        await using (var broker = await Broker.StartAsync(pki, pki.Server()))
        {
            port = broker.Port;
            await (await connector.ConnectAsync(Options(), Cancelled)).DisposeAsync();
        }
        await using var stricter = await Broker.StartAsync(pki, pki.Server(), pki.Crl(certificate), port);

        var reason = await RefusalAsync(connector, Options());

        Assert.Contains("revoked", reason, StringComparison.Ordinal);
    }

    // Told by the attempt, or by the end of a connection that had not waited.
    private static async Task<string> RefusalAsync(IMqttConnector connector, MqttOptions options)
    {
        try
        {
            await using var connection = await connector.ConnectAsync(options, Cancelled);
            _ = connection.SubscribeAsync(["t"], MqttQos.AtLeastOnce, Cancelled).ContinueWith(t => t.Exception, Cancelled, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return await Until.DoneAsync(connection.Closed, "the refusal");
        }
        catch (MqttException e)
        {
            return e.Message;
        }
    }
}
