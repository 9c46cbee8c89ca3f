using Edge.Testing.Time;

namespace Edge.Mqtt.Tests;

// A connection that is made beside another one.
public abstract partial class MqttContract
{
    [Fact(Timeout = 180_000)]
    public async Task Nothing_is_said_before_the_caller_lets_it_and_the_old_connection_lives_until_then()
    {
        var connector = NewConnector();
        var options = Fixture.Client();
        await using var old = await connector.ConnectAsync(options, Cancelled);
        var (asked, let) = (new TaskCompletionSource(), new TaskCompletionSource());
        var next = connector.ConnectAsync(options with { BeforeHello = Hold }, Cancelled);
        await asked.Task.WaitAsync(Cancelled);
        await old.PublishAsync($"test/{options.ClientId}/x", "alive"u8.ToArray(), MqttQos.AtLeastOnce, false, Cancelled);
        Assert.False(next.IsCompleted || old.Closed.IsCompleted);

        let.SetResult();
        await using var connection = await next;
        await Until.DoneAsync(old.Closed, "the broker ends the old connection");

        Task Hold(CancellationToken limit)
        {
            asked.SetResult();
            return let.Task.WaitAsync(limit);
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task An_attempt_that_is_given_up_while_it_waits_leaves_the_old_connection_alone()
    {
        var connector = NewConnector();
        var options = Fixture.Client();
        await using var old = await connector.ConnectAsync(options, Cancelled);
        using var enough = new CancellationTokenSource();
        var next = connector.ConnectAsync(options with { BeforeHello = limit => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limit) }, enough.Token);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await old.PublishAsync($"test/{options.ClientId}/x", "alive"u8.ToArray(), MqttQos.AtLeastOnce, false, Cancelled);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_abandoned_connection_is_over_at_once_and_the_kernel_tells_of_its_link()
    {
        var options = Fixture.Client() with { OpenUserTimeout = TimeSpan.FromSeconds(30) };
        await using var connection = await NewConnector().ConnectAsync(options, Cancelled);
        await connection.PublishAsync($"test/{options.ClientId}/x", "x"u8.ToArray(), MqttQos.AtLeastOnce, false, Cancelled);
        Assert.InRange(connection.Link.RoundTrip.TotalSeconds, 0.000001, 10);
        await connection.AbandonAsync();
        Assert.True(connection.Closed.IsCompleted);
        Assert.Equal(0, connection.UnsentBytes);
        Assert.Equal(default, connection.Link);
    }
}
