using System.Net;
using System.Net.Sockets;
using Edge.Hub.Boards;
using Edge.Hub.Broker;
using Edge.Hub.Tests.Support;
using Edge.Mqtt;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Broker;

/// <summary>A stranger who opens a thousand connections and says nothing.</summary>
public sealed class StrangersTests(ITestOutputHelper output)
{
    private const int Crowd = 1_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_silent_connections_keep_no_board_out_and_cut_none_off()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        await hub.Get<ManagedBroker>().WaitReadyAsync(Token);
        await using var before = await BoardAsync(hub, "kiosk-1");
        await using var crowd = new Strangers();
        await crowd.ComeAsync(hub.Get<IBroker>().HubConnection, Crowd, Token);

        var started = TimeProvider.System.GetTimestamp();
        await using var after = await BoardAsync(hub, "kiosk-2");
        output.WriteLine($"a board came in beside {crowd.Count} silent connections in {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0} ms");
        foreach (var (board, node) in new[] { (before, "kiosk-1"), (after, "kiosk-2") })
        {
            await board.PublishAsync($"edge/v1/{node}/offer", new byte[100], MqttQos.AtLeastOnce, retain: false, Token);
            Assert.False(board.Closed.IsCompleted);
        }
    }

    [Fact]
    public async Task A_crowd_at_the_enrolment_port_is_sent_away_and_then_a_board_comes_in()
    {
        await using var hub = await HubHarness.StartAsync();
        await using var crowd = new Strangers();
        await crowd.ComeAsync(new IPEndPoint(IPAddress.Loopback, hub.Https.Port), Crowd, Token);
        using var client = hub.Client();
        // The handshake's limit ends the silent ones; until then the cap may be reached.
        await Until.TrueAsync(async () => await AnswersAsync(client), "the enrolment port answers");
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/.well-known/est/cacerts", Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private static async Task<IMqttConnection> BoardAsync(HubHarness hub, string node)
    {
        using var key = NodeBench.NewKey();
        using var certificate = await hub.SignAsync(node, key);
        return await hub.ConnectAsync(certificate);
    }

    // Half of them say nothing at all; the others begin a TLS handshake and stop.
    private sealed class Strangers : IAsyncDisposable
    {
        private readonly List<Socket> _sockets = [];

        public int Count => _sockets.Count - Refused;

        public int Refused { get; private set; }

        public Task ComeAsync(MqttOptions where, int count, CancellationToken token) => ComeAsync(new IPEndPoint(IPAddress.Loopback, where.Port), count, token);

        public async Task ComeAsync(IPEndPoint where, int count, CancellationToken token)
        {
            for (var i = 0; i < count; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _sockets.Add(socket);
                try
                {
                    await socket.ConnectAsync(where, token);
                    // A record header that promises a ClientHello of 512 bytes, and two of them.
                    if (i % 2 == 0) await socket.SendAsync(new byte[] { 22, 3, 1, 2, 0, 1, 0 }, token);
                }
                catch (SocketException)
                {
                    Refused++; // sent away at the door
                }
            }
        }

        public ValueTask DisposeAsync()
        {
            foreach (var socket in _sockets) socket.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
