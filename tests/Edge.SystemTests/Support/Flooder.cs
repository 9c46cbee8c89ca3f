using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;
using Google.Protobuf;

namespace Edge.SystemTests.Support;

/// <summary>A board with a good certificate that sends chunks as fast as it can, whatever it was granted (or, asked to, once it was granted something), and comes back as soon as it is thrown off.</summary>
internal sealed class Flooder : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    private readonly AgentIdentity _identity;
    private readonly bool _offersFirst;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<long> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;
    private long _chunks, _connections, _refused;

    public Flooder(string dataFolder, TimeProvider time, bool offersFirst = false)
    {
        (_identity, _offersFirst) = (IdentityStore.Load(new DataFolder(dataFolder)), offersFirst);
        _running = Task.Run(() => RunAsync(time));
    }

    /// <summary>Chunks sent so far.</summary>
    public long Chunks => Interlocked.Read(ref _chunks);

    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Attempts to connect that failed.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Completes when its first connection was closed, with the number of chunks it had sent.</summary>
    public Task<long> FirstClosed => _closed.Task;

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
        }
        _stopping.Dispose();
    }

    private async Task RunAsync(TimeProvider time)
    {
        var connector = new MqttNetConnector(time, new SegmentSize(time));
        while (true)
        {
            try
            {
                await using var connection = await connector.ConnectAsync(Options(), _stopping.Token);
                Interlocked.Increment(ref _connections);
                if (_offersFirst) await OfferAsync(connection);
                await FloodAsync(connection);
            }
            catch (MqttException)
            {
                if (Connections > 0) _closed.TrySetResult(Chunks);
                Interlocked.Increment(ref _refused);
            }
            await Task.Delay(Retry, time, _stopping.Token);
        }
    }

    private async Task OfferAsync(IMqttConnection connection)
    {
        await connection.SubscribeAsync([Topics.Have(_identity.Node)], MqttQos.AtLeastOnce, _stopping.Token);
        var offer = new Offer { Incarnation = ByteString.CopyFrom([.. Enumerable.Repeat((byte)1, 16)]), Connection = (uint)Connections, Number = 1 };
        await connection.PublishAsync(Topics.Offer(_identity.Node), offer.ToByteArray(), MqttQos.AtLeastOnce, retain: false, _stopping.Token);
        var have = Decoder.Parse(Have.Parser, (await connection.Messages.ReadAsync(_stopping.Token)).Payload.Span, "have");
        Assert.True(have.Window.Chunks > 0);
    }

    private async Task FloodAsync(IMqttConnection connection)
    {
        var chunk = new Chunk { RecordId = ByteString.CopyFrom(new byte[16]), Data = ByteString.CopyFrom(new byte[16 * 1024]) };
        while (!connection.Closed.IsCompleted)
        {
            chunk.Number++;
            await connection.PublishAsync(Topics.Chunk(_identity.Node), chunk.ToByteArray(), MqttQos.AtMostOnce, retain: false, _stopping.Token);
            Interlocked.Increment(ref _chunks);
        }
        _closed.TrySetResult(Chunks);
    }

    private MqttOptions Options() => new()
    {
        Host = _identity.MqttHost,
        Port = _identity.MqttPort,
        ServerName = Names.HubServer,
        ClientId = _identity.Node,
        CaFile = _identity.CaFile,
        CertificateFile = _identity.CertificateFile,
        KeyFile = _identity.KeyFile,
    };
}
