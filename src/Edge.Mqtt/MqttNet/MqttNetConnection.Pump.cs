using System.Buffers;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Edge.Mqtt.MqttNet;

// What goes out, and how it ends.
internal sealed partial class MqttNetConnection
{
    private const int LargestWindow = 20; // unacknowledged publishes

    private readonly HashSet<Outgoing> _unanswered = [];
    private SemaphoreSlim _window = new(LargestWindow);

    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                if (_queue.TryPeek(out var item)) await SendAsync(item);
                else if (_queue.Closing) break;
                else await _news.Reader.ReadAsync(_life.Token);
            }
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), _life.Token);
            await EndAsync("closed by us");
        }
        catch (Exception e)
        {
            // Whatever a send ended with, the stream cannot be trusted any more: the connection ends.
            await EndAsync(Causes.Of(_channel, e));
        }
    }

    private async Task SendAsync(Outgoing item)
    {
        if (item.Answer is not null) await _window.WaitAsync(_life.Token);
        _queue.Remove();
        if (item is OutgoingPublish { Qos: MqttQos.AtMostOnce } publish)
        {
            // Its bytes are written when this returns.
            await _client.PublishAsync(Message(publish), _life.Token);
            item.Release();
        }
        else
        {
            _ = AnswerAsync(item);
            await _channel.Idle;
        }
        _queue.HeldByLibrary(0);
    }

    private async Task AnswerAsync(Outgoing item)
    {
        lock (_unanswered) _unanswered.Add(item);
        try
        {
            // No time-out of the library: its answer may take as long as the connection lives, and ends with it.
            if (item is OutgoingPublish publish) Answer(item, (int)(await _client.PublishAsync(Message(publish), _life.Token)).ReasonCode);
            else Answer((OutgoingSubscribe)item, await _client.SubscribeAsync(Filters((OutgoingSubscribe)item), _life.Token));
        }
        catch (Exception e)
        {
            await EndAsync(Causes.Of(_channel, e));
            // It may have come too late for the end to see it: taken from the queue before, put among the unanswered after.
            item.Fail(await _closed.Task);
        }
        finally
        {
            lock (_unanswered) _unanswered.Remove(item);
            item.Release();
            _window.Release();
        }
    }

    private static void Answer(Outgoing item, int reason)
    {
        if (reason >= 128) item.Fail($"The broker refused the message: {Words.Refusal(reason)}.");
        else item.Answer!.TrySetResult();
    }

    private static void Answer(OutgoingSubscribe item, MqttClientSubscribeResult granted)
    {
        var refused = granted.Items.FirstOrDefault(i => (int)i.ResultCode >= 128);
        if (refused is not null) item.Fail($"The broker refused the subscription to {refused.TopicFilter.Topic}: {Words.Refusal((int)refused.ResultCode)}.");
        else item.Answer!.TrySetResult();
    }

    /// <summary>
    /// The library pings only when it has sent nothing for a while, so that a stream of QoS 0 messages hides a broker that is gone; here
    /// what counts is what has come. And it sees to it that a farewell ends.
    /// </summary>
    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), _time);
        long? leaving = null;
        try
        {
            while (await timer.WaitForNextTickAsync(_life.Token))
            {
                if (_queue.Closing) leaving ??= _time.GetTimestamp();
                if (leaving is { } since && _time.GetElapsedTime(since) > Farewell) await EndAsync("closed by us");
                else if (_channel.Silence > _options.KeepAlive && !await AnswersAsync()) await EndAsync(Words.KeepAlive);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    // Another ping of the library may get our answer: so we look at whether anything came.
    private async Task<bool> AnswersAsync()
    {
        using var enough = new CancellationTokenSource(_options.KeepAlive / 2, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, _life.Token);
        try
        {
            await _client.PingAsync(both.Token).WaitAsync(both.Token);
            return true;
        }
        catch (Exception) when (!_life.IsCancellationRequested)
        {
            return _channel.Silence <= _options.KeepAlive;
        }
    }

    private string Explain(MqttClientDisconnectedEventArgs e)
    {
        if (_queue.Closing && e.Exception is null) return "closed by us";
        if ((int)e.Reason >= 129) return Words.Disconnect((int)e.Reason);
        // Its own ping ran out of time, and it tells a token.
        if (e.Exception is OperationCanceledException or MQTTnet.Exceptions.MqttCommunicationTimedOutException && _channel.Silence > _options.KeepAlive) return Words.KeepAlive;
        return Causes.Of(_channel, e.Exception);
    }

    private Task EndAsync(string why)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return Task.CompletedTask;
        var reason = $"Broker {_options.Host}:{_options.Port}: {why}.";
        // Before the socket goes, whose number may soon be another's.
        _queue.Watch(-1);
        _channel.Close(drop: why != "closed by us");
        if (_channel.Carried is { } carried) Ended?.Invoke(carried.Acknowledged, carried.Retransmitted);
        _life.Cancel();
        _client.Dispose();
        _queue.Lose(reason);
        lock (_unanswered) foreach (var item in _unanswered) item.Fail(reason);
        _inbox.Writer.TryComplete();
        _closed.TrySetResult(reason);
        return Task.CompletedTask;
    }

    private static MqttApplicationMessage Message(OutgoingPublish item) => new()
    {
        Topic = item.Topic,
        Payload = new ReadOnlySequence<byte>(item.Payload),
        QualityOfServiceLevel = (MqttQualityOfServiceLevel)(int)item.Qos,
        Retain = item.Retain,
    };

    private static MqttClientSubscribeOptions Filters(OutgoingSubscribe item) => new()
    {
        TopicFilters = [.. item.Topics.Select(n => new MqttTopicFilter { Topic = n, QualityOfServiceLevel = (MqttQualityOfServiceLevel)(int)item.Qos })],
    };
}
