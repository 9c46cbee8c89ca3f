using System.Diagnostics;
using Edge.Testing.Time;

namespace Edge.Mqtt.Tests;

public abstract partial class MqttContract
{
    [Fact(Timeout = 180_000)]
    public async Task Last_will_is_delivered_when_the_link_is_cut()
    {
        await using var relay = new Relay(Fixture.Broker.Port);
        await using var watcher = await ConnectAsync(Fixture.Client("watcher"));
        var options = Fixture.Client(port: relay.Port);
        var topic = $"test/{options.ClientId}/will";
        await watcher.SubscribeAsync([topic], MqttQos.AtLeastOnce, Cancelled);
        await using var connection = await ConnectAsync(options with { Will = new MqttWill(topic, "gone"u8.ToArray(), MqttQos.AtLeastOnce, false) });

        relay.Cut();

        Assert.Equal("gone"u8.ToArray(), (await NextAsync(watcher)).Payload.ToArray());
        await Until.DoneAsync(connection.Closed, "the cut connection knows that it is lost");
        await Assert.ThrowsAnyAsync<Exception>(async () => await connection.Messages.ReadAsync(Cancelled));
    }

    [Fact(Timeout = 180_000)]
    public async Task Waiting_publishes_and_subscriptions_fault_when_the_link_is_cut()
    {
        await using var relay = new Relay(Fixture.Broker.Port);
        var options = Fixture.Client(port: relay.Port);
        await using var connection = await ConnectAsync(options);
        relay.Silence();
        var publishes = Enumerable.Range(0, 40)
            .Select(_ => connection.PublishAsync($"test/{options.ClientId}/x", new byte[1000], MqttQos.AtLeastOnce, false, Cancelled).AsTask()).ToArray();
        var subscription = connection.SubscribeAsync([$"test/{options.ClientId}/y"], MqttQos.AtLeastOnce, Cancelled);

        relay.Cut();

        foreach (var task in publishes.Append(subscription)) await Assert.ThrowsAsync<MqttException>(() => task);
        Assert.Equal(0, connection.UnsentBytes);
    }

    [Fact(Timeout = 180_000)]
    public async Task Every_waiting_publish_ends_wherever_the_cut_falls()
    {
        for (var round = 0; round < 60; round++)
        {
            await using var relay = new Relay(Fixture.Broker.Port);
            var options = Fixture.Client(port: relay.Port);
            await using var connection = await ConnectAsync(options);
            var publishes = Enumerable.Range(0, 60)
                .Select(_ => Task.Run(() => connection.PublishAsync($"test/{options.ClientId}/x", new byte[100], MqttQos.AtLeastOnce, false, Cancelled).AsTask())).ToArray();
            await Task.WhenAny(publishes[round]);

            relay.Cut();

            // Answered before the cut, or failed by it: never left waiting.
            var outcomes = Task.WhenAll(publishes.Select(p => p.ContinueWith(_ => p.IsFaulted ? p.Exception!.InnerException is MqttException : p.IsCompletedSuccessfully, TaskScheduler.Default)));
            Assert.All(await Until.DoneAsync(outcomes, $"round {round}: every publish ends"), Assert.True);
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task Silent_link_with_data_in_flight_is_noticed_at_the_user_timeout()
    {
        await using var relay = new Relay(Fixture.Broker.Port);
        var options = Fixture.Client(port: relay.Port) with { UserTimeout = TimeSpan.FromSeconds(2) };
        await using var connection = await ConnectAsync(options);
        relay.Silence();
        var started = Stopwatch.GetTimestamp();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var flood = FloodAsync(connection, $"test/{options.ClientId}/x", enough.Token);

        var reason = await Until.DoneAsync(connection.Closed, "the silent connection is given up");

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1, 15);
        Assert.Contains("timed out", reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MqttException>(() => flood);
    }

    [Fact(Timeout = 180_000)]
    public async Task Silent_idle_link_is_noticed_by_the_keep_alive_without_spinning()
    {
        await using var relay = new Relay(Fixture.Broker.Port);
        await using var connection = await ConnectAsync(Fixture.Client(port: relay.Port) with { KeepAlive = TimeSpan.FromSeconds(5) });
        relay.Silence();
        var before = Environment.CpuUsage.TotalTime;

        var reason = await Until.DoneAsync(connection.Closed, "the keep-alive runs out");

        Assert.Contains("keep-alive", reason, StringComparison.Ordinal);
        Assert.InRange((Environment.CpuUsage.TotalTime - before).TotalSeconds, 0, 2.5);
    }

    [Fact(Timeout = 180_000)]
    public async Task Unsent_bytes_grow_while_nobody_reads_and_return_to_nothing()
    {
        await using var relay = new Relay(Fixture.Broker.Port);
        var options = Fixture.Client(port: relay.Port);
        await using var connection = await ConnectAsync(options);
        relay.Silence();
        using var full = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        var flood = FloodAsync(connection, $"test/{options.ClientId}/x", full.Token);
        await Until.TrueAsync(() => connection.UnsentBytes > 900 * 1024, "unsent bytes reach the queue's limit");
        Assert.False(flood.IsCompleted);
        Assert.InRange(connection.UnsentBytes, 900 * 1024, 2 * 1024 * 1024);
        await full.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flood);
        relay.Resume();

        await Until.TrueAsync(() => connection.UnsentBytes == 0, "unsent bytes return to nothing");
        await connection.PublishAsync($"test/{options.ClientId}/x", new byte[10], MqttQos.AtLeastOnce, false, Cancelled);
    }

    [Fact(Timeout = 180_000)]
    public async Task Cancelled_wait_leaves_the_connection_usable()
    {
        await using var relay = new Relay(Fixture.Broker.Port);
        var options = Fixture.Client(port: relay.Port);
        await using var connection = await ConnectAsync(options);
        relay.Silence();
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var waiting = connection.PublishAsync($"test/{options.ClientId}/x", new byte[10], MqttQos.AtLeastOnce, false, impatient.Token).AsTask();
        var subscribing = connection.SubscribeAsync([$"test/{options.ClientId}/x"], MqttQos.AtLeastOnce, impatient.Token);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscribing);
        relay.Resume();

        await connection.SubscribeAsync([$"test/{options.ClientId}/y"], MqttQos.AtLeastOnce, Cancelled);
        await connection.PublishAsync($"test/{options.ClientId}/y", "still here"u8.ToArray(), MqttQos.AtLeastOnce, false, Cancelled);
        Assert.Equal("still here"u8.ToArray(), (await NextAsync(connection)).Payload.ToArray());
    }

    [Fact(Timeout = 180_000)]
    public async Task Disposing_on_a_silent_link_is_bounded()
    {
        await using var relay = new Relay(Fixture.Broker.Port);
        var options = Fixture.Client(port: relay.Port);
        var connection = await ConnectAsync(options);
        relay.Silence();
        var flood = FloodAsync(connection, $"test/{options.ClientId}/x", Cancelled);
        await Until.TrueAsync(() => connection.UnsentBytes > 500 * 1024, "the queue fills");
        var started = Stopwatch.GetTimestamp();

        await connection.DisposeAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 10);
        await Assert.ThrowsAsync<MqttException>(() => flood);
    }

    [Fact(Timeout = 180_000)]
    public async Task Refused_port_fails_at_once()
    {
        var connecting = ConnectAsync(Fixture.Client(port: Broker.FreePort()));
        var (failure, took) = await FailAsync(connecting);

        Assert.Contains("refused", failure.Message, StringComparison.Ordinal);
        Assert.InRange(took.TotalSeconds, 0, 1);
    }

    [Fact(Timeout = 180_000)]
    public async Task Unknown_name_fails_and_says_so()
    {
        var (failure, _) = await FailAsync(ConnectAsync(Fixture.Client() with { Host = "no-such-host.invalid" }));
        Assert.Contains("resolve", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Name_with_several_addresses_is_tried_through()
    {
        // On most machines localhost is ::1 first, where nothing listens.
        await using var connection = await ConnectAsync(Fixture.Client() with { Host = "localhost" });
        Assert.False(connection.Closed.IsCompleted);
    }

    [Fact(Timeout = 180_000)]
    public async Task Peer_that_says_nothing_fails_at_the_connect_timeout()
    {
        await using var relay = new Relay(null);
        var before = Environment.CpuUsage.TotalTime;
        var connecting = ConnectAsync(Fixture.Client(port: relay.Port) with { ConnectTimeout = TimeSpan.FromSeconds(3) });

        var (failure, took) = await FailAsync(connecting);

        Assert.Contains("TLS", failure.Message, StringComparison.Ordinal);
        Assert.InRange(took.TotalSeconds, 2.9, 8);
        // Waiting must not spin: that would take all of the three seconds.
        Assert.InRange((Environment.CpuUsage.TotalTime - before).TotalSeconds, 0, 1.5);
    }

    [Fact(Timeout = 180_000)]
    public async Task Cancelled_connect_returns_promptly()
    {
        await using var relay = new Relay(null);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var connecting = NewConnector().ConnectAsync(Fixture.Client(port: relay.Port), impatient.Token);
        Assert.False(connecting.IsCompleted);
        var started = Stopwatch.GetTimestamp();

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 5);
    }

    private static async Task FloodAsync(IMqttConnection connection, string topic, CancellationToken cancellationToken)
    {
        while (true) await connection.PublishAsync(topic, new byte[16 * 1024], MqttQos.AtMostOnce, false, cancellationToken);
    }
}
