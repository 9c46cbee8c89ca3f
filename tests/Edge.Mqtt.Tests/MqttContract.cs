using System.Diagnostics;
using System.Text;
using Edge.Testing.Time;

namespace Edge.Mqtt.Tests;

/// <summary>What every adapter of the port keeps, against a real broker.</summary>
public abstract partial class MqttContract(BrokerFixture fixture)
{
    protected BrokerFixture Fixture { get; } = fixture;

    protected abstract IMqttConnector NewConnector();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<IMqttConnection> ConnectAsync(MqttOptions options) => NewConnector().ConnectAsync(options, Cancelled);

    private static async Task<MqttMessage> NextAsync(IMqttConnection connection)
    {
        var next = connection.Messages.ReadAsync(Cancelled).AsTask();
        return await Until.DoneAsync(next, "a message arrives");
    }

    [Theory(Timeout = 180_000)]
    [InlineData(MqttQos.AtMostOnce)]
    [InlineData(MqttQos.AtLeastOnce)]
    public async Task Message_arrives_as_it_was_published(MqttQos qos)
    {
        var options = Fixture.Client();
        await using var connection = await ConnectAsync(options);
        await connection.SubscribeAsync([$"test/{options.ClientId}/a", $"test/{options.ClientId}/b"], qos, Cancelled);

        await connection.PublishAsync($"test/{options.ClientId}/b", "hello"u8.ToArray(), qos, false, Cancelled);
        await connection.PublishAsync($"test/{options.ClientId}/a", ReadOnlyMemory<byte>.Empty, qos, false, Cancelled);

        var first = await NextAsync(connection);
        Assert.Equal($"test/{options.ClientId}/b", first.Topic);
        Assert.Equal("hello"u8.ToArray(), first.Payload.ToArray());
        Assert.Equal(0, (await NextAsync(connection)).Payload.Length);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(MqttQos.AtMostOnce)]
    [InlineData(MqttQos.AtLeastOnce)]
    public async Task Five_thousand_messages_keep_their_order(MqttQos qos)
    {
        var options = Fixture.Client() with { ReceiveQueue = 5000 };
        var topic = $"test/{options.ClientId}/n";
        await using var connection = await ConnectAsync(options);
        await connection.SubscribeAsync([topic], qos, Cancelled);

        var buffer = new byte[4];
        var acknowledgements = new List<Task>();
        for (var i = 0; i < 5000; i++)
        {
            // The same buffer each time: what was queued must be a copy.
            BitConverter.TryWriteBytes(buffer, i);
            acknowledgements.Add(connection.PublishAsync(topic, buffer, qos, false, Cancelled).AsTask());
            if (acknowledgements.Count == 100)
            {
                await Task.WhenAll(acknowledgements);
                acknowledgements.Clear();
            }
        }
        await Task.WhenAll(acknowledgements);

        for (var i = 0; i < 5000; i++) Assert.Equal(i, BitConverter.ToInt32((await NextAsync(connection)).Payload.Span));
        Assert.Equal(0, connection.ReceiveDropped);
    }

    [Fact(Timeout = 180_000)]
    public async Task Large_payloads_arrive_bit_for_bit()
    {
        var options = Fixture.Client();
        var topic = $"test/{options.ClientId}/big";
        await using var connection = await ConnectAsync(options);
        await connection.SubscribeAsync([topic], MqttQos.AtMostOnce, Cancelled);
        var payloads = Enumerable.Range(0, 32).Select(i => Pattern(64 * 1024, i)).ToArray();

        foreach (var payload in payloads) await connection.PublishAsync(topic, payload, MqttQos.AtMostOnce, false, Cancelled);

        foreach (var payload in payloads) Assert.Equal(payload, (await NextAsync(connection)).Payload.ToArray());
    }

    [Fact(Timeout = 180_000)]
    public async Task Foreign_publish_is_refused_and_the_connection_lives_on()
    {
        var options = Fixture.Client();
        await using var connection = await ConnectAsync(options);

        var refusal = await Assert.ThrowsAsync<MqttException>(async () =>
            await connection.PublishAsync("test/somebody-else/x", "x"u8.ToArray(), MqttQos.AtLeastOnce, false, Cancelled));

        Assert.Contains("not authorised", refusal.Message, StringComparison.Ordinal);
        await connection.PublishAsync($"test/{options.ClientId}/x", "x"u8.ToArray(), MqttQos.AtLeastOnce, false, Cancelled);
        Assert.False(connection.Closed.IsCompleted);
    }

    [Fact(Timeout = 180_000)]
    public async Task Second_connection_of_the_same_certificate_takes_over()
    {
        var options = Fixture.Client();
        await using var first = await ConnectAsync(options);
        await using var second = await ConnectAsync(options);

        var reason = await Until.DoneAsync(first.Closed, "the first connection is closed");

        Assert.Contains("closed the connection", reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MqttException>(async () =>
            await first.PublishAsync($"test/{options.ClientId}/x", "x"u8.ToArray(), MqttQos.AtMostOnce, false, Cancelled));
        await second.PublishAsync($"test/{options.ClientId}/x", "x"u8.ToArray(), MqttQos.AtLeastOnce, false, Cancelled);
    }

    [Fact(Timeout = 180_000)]
    public async Task Slow_reader_loses_counted_messages_and_hangs_nobody()
    {
        var options = Fixture.Client() with { ReceiveQueue = 10 };
        var topic = $"test/{options.ClientId}/n";
        await using var connection = await ConnectAsync(options);
        await connection.SubscribeAsync([topic], MqttQos.AtLeastOnce, Cancelled);

        for (var i = 0; i < 50; i++)
            await connection.PublishAsync(topic, Encoding.ASCII.GetBytes($"{i}"), MqttQos.AtLeastOnce, false, Cancelled);

        await Until.TrueAsync(() => connection.ReceiveDropped == 40, "40 of 50 messages are dropped");
        for (var i = 0; i < 10; i++) Assert.Equal($"{i}", Encoding.ASCII.GetString((await NextAsync(connection)).Payload.Span));
    }

    [Fact(Timeout = 180_000)]
    public async Task What_is_queued_still_goes_before_the_goodbye()
    {
        await using var watcher = await ConnectAsync(Fixture.Client("watcher"));
        var options = Fixture.Client();
        await watcher.SubscribeAsync([$"test/{options.ClientId}/#"], MqttQos.AtLeastOnce, Cancelled);
        var will = new MqttWill($"test/{options.ClientId}/will", "gone"u8.ToArray(), MqttQos.AtLeastOnce, false);
        var connection = await ConnectAsync(options with { Will = will });

        for (var i = 0; i < 20; i++)
            await connection.PublishAsync($"test/{options.ClientId}/last", Pattern(4096, i), MqttQos.AtMostOnce, false, Cancelled);
        await connection.DisposeAsync();
        await connection.DisposeAsync();

        Assert.Contains("closed by us", await connection.Closed, StringComparison.Ordinal);
        for (var i = 0; i < 20; i++) Assert.Equal(Pattern(4096, i), (await NextAsync(watcher)).Payload.ToArray());
        // A goodbye is no loss: the next message is this one, not the will.
        await watcher.PublishAsync($"test/{options.ClientId}/marker", "m"u8.ToArray(), MqttQos.AtLeastOnce, false, Cancelled);
        Assert.EndsWith("/marker", (await NextAsync(watcher)).Topic, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(async () => await connection.Messages.ReadAsync(Cancelled));
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_hundred_connections_leave_no_file_open()
    {
        var options = Fixture.Client();
        var connector = NewConnector();
        async Task RoundAsync()
        {
            await using var connection = await connector.ConnectAsync(options, Cancelled);
        }
        for (var i = 0; i < 5; i++) await RoundAsync();
        var before = OpenFiles();

        for (var i = 0; i < 200; i++) await RoundAsync();

        await Until.TrueAsync(() => OpenFiles() <= before + 2, $"open files fall back to {before}");
    }

    protected static byte[] Pattern(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static int OpenFiles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static async Task<(MqttException Failure, TimeSpan Took)> FailAsync(Task<IMqttConnection> connecting)
    {
        var started = Stopwatch.GetTimestamp();
        var failure = await Assert.ThrowsAsync<MqttException>(() => connecting);
        return (failure, Stopwatch.GetElapsedTime(started));
    }
}
