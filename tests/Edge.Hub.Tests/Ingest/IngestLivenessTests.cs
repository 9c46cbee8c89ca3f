using System.Threading.Channels;
using Edge.Hub.Admin;
using Edge.Hub.Boards;
using Edge.Hub.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Mqtt;
using Edge.Testing;
using Edge.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edge.Hub.Tests.Ingest;

/// <summary>The heart beats while records could be taken in, and for no other reason.</summary>
public sealed class IngestLivenessTests
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(61);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hub_that_its_own_running_broker_keeps_out_is_not_alive()
    {
        await using var hub = await Hub.StartAsync(new FakeBroker(), new Link { Refuses = true });
        Assert.True(hub.Health.Alive);
        hub.Time.Jump(TooLong);
        await Until.TrueAsync(() => hub.Link.Attempts > 3, "ingest tries");
        Assert.Equal(["ingest"], hub.Health.Stuck);
    }

    [Fact]
    public async Task A_hub_that_hears_nothing_not_even_itself_is_not_alive_and_is_once_it_does()
    {
        await using var hub = await Hub.StartAsync(new FakeBroker(), new Link { Deaf = true });
        await Until.TrueAsync(() => hub.Link.Said.Contains(IngestEcho.Topic), "the hub calls");
        hub.Time.Jump(TooLong);
        Assert.Equal(["ingest"], hub.Health.Stuck);
        hub.Link.Deliver(IngestEcho.Topic);
        await Until.TrueAsync(() => hub.Health.Alive, "the hub heard itself");
    }

    [Fact]
    public async Task A_hub_on_which_no_board_calls_is_alive()
    {
        await using var hub = await Hub.StartAsync(new FakeBroker(), new Link());
        // Once so late that without an echo it would count as dead.
        hub.Time.Jump(TooLong);
        await Until.TrueAsync(() => hub.Health.Alive, "an echo is heard");
    }

    [Fact]
    public async Task A_broker_that_is_down_is_its_own_affair_and_anothers_is_nobodys_here()
    {
        await using var restarting = await Hub.StartAsync(new FakeBroker { RunsSince = null }, new Link { Refuses = true });
        restarting.Time.Jump(TooLong);
        Assert.True(restarting.Health.Alive);

        await using var elsewhere = await Hub.StartAsync(new FakeBroker { IsOurs = false }, new Link { Refuses = true });
        elsewhere.Time.Jump(TooLong);
        await Until.TrueAsync(() => elsewhere.Health.Alive, "a new attempt was made");
    }

    private sealed class Hub(HubHost host, TempFolder folder, JumpTime time, Link link) : IAsyncDisposable
    {
        public JumpTime Time => time;

        public Link Link => link;

        public HubHealth Health => host.App.Services.GetRequiredService<HubHealth>();

        public static async Task<Hub> StartAsync(FakeBroker broker, Link link)
        {
            var (folder, time) = (new TempFolder(), new JumpTime());
            if (broker.RunsSince is not null) broker.RunsSince = time.GetTimestamp();
            var settings = new Dictionary<string, string?> { ["Listen:Http"] = "127.0.0.1:0", ["Listen:Https"] = "127.0.0.1:0", ["Broker:Mode"] = "External", ["Broker:Address"] = "127.0.0.1:1" };
            var host = HubHost.Create(new HubArguments(folder.File("hub"), null, settings), services => services
                .Replace(ServiceDescriptor.Singleton<TimeProvider>(time)).Replace(ServiceDescriptor.Singleton<IBroker>(broker)).Replace(ServiceDescriptor.Singleton<IMqttConnector>(link)));
            await host.StartAsync(TextWriter.Null, Token);
            return new Hub(host, folder, time, link);
        }

        public async ValueTask DisposeAsync()
        {
            await host.App.StopAsync(CancellationToken.None);
            await host.DisposeAsync();
            folder.Dispose();
        }
    }

    /// <summary>A broker behind which nobody is; what is said to it may come back.</summary>
    private sealed class Link : IMqttConnector, IMqttConnection
    {
        private readonly Channel<MqttMessage> _messages = Channel.CreateUnbounded<MqttMessage>();
        private readonly TaskCompletionSource<string> _closed = new();
        private readonly Lock _gate = new();
        private readonly List<string> _said = [];
        private int _attempts;

        public bool Refuses { get; init; }

        public bool Deaf { get; init; }

        public int Attempts => Volatile.Read(ref _attempts);

        public IReadOnlyList<string> Said
        {
            get { lock (_gate) return [.. _said]; }
        }

        public ChannelReader<MqttMessage> Messages => _messages.Reader;

        public Task<string> Closed => _closed.Task;

        public long UnsentBytes => 0;

        public long ReceiveDropped => 0;

        public void Deliver(string topic) => _messages.Writer.TryWrite(new MqttMessage(topic, ReadOnlyMemory<byte>.Empty, Retained: false));

        public Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _attempts);
            return Refuses ? Task.FromException<IMqttConnection>(new MqttException("refused")) : Task.FromResult<IMqttConnection>(this);
        }

        public ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken)
        {
            lock (_gate) _said.Add(topic);
            if (!Deaf && topic == IngestEcho.Topic) Deliver(topic);
            return ValueTask.CompletedTask;
        }

        public Task SubscribeAsync(IReadOnlyList<string> topics, MqttQos qos, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task AbandonAsync() => DisposeAsync().AsTask();

        public ValueTask DisposeAsync()
        {
            _messages.Writer.TryComplete();
            _closed.TrySetResult("closed");
            return ValueTask.CompletedTask;
        }
    }
}
