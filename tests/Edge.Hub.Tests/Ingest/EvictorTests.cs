using System.Text;
using System.Threading.Channels;
using Edge.Contracts;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Mqtt;
using Edge.Testing.Processes;
using Edge.Testing.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Ingest;

public sealed class EvictorTests
{
    private static readonly IngestOptions Short = new() { CoolDown = TimeSpan.FromSeconds(5) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flood_behind_the_gate_is_cut_off_its_board_evicted_on_record_and_let_in_again_and_others_pass_in_order()
    {
        await using var hub = await NodeBench.OpenAsync();
        var status = new IngestStatus(new HubHealth(TimeProvider.System));
        using var evictor = new Evictor(hub.Evicted, hub.Broker, hub.Takeover, hub.Archive, status, hub.Time, NullLogger<Evictor>.Instance);
        await evictor.StartAsync(Token);
        var gate = new IngestGate(Options.Create(Short), evictor, hub.Time);
        var (from, to) = (Channel.CreateUnbounded<MqttMessage>(), Channel.CreateUnbounded<Arrival>());
        for (var i = 0; i < 10_000; i++)
        {
            await from.Writer.WriteAsync(new MqttMessage(Topics.Chunk("mallory"), new byte[10]), Token);
            if (i % 1_000 == 0) await from.Writer.WriteAsync(new MqttMessage(Topics.Offer("honest"), Encoding.ASCII.GetBytes($"{i}")), Token);
        }
        from.Writer.Complete();
        await gate.PumpAsync(from.Reader, to.Writer, _ => false, Token);
        var passed = (await to.Reader.ReadAllAsync(Token).ToListAsync(Token)).ConvertAll(a => a.Message);
        Assert.Equal(2 * 64 + 64, passed.Count(m => m.Topic == Topics.Chunk("mallory")));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i * 1_000}"), passed.Where(m => m.Topic == Topics.Offer("honest")).Select(m => Encoding.ASCII.GetString(m.Payload.Span)));

        await Until.TrueAsync(async () => await IncidentAsync(hub) is not null, "the incident is on record");
        Assert.Equal((1, "mallory", 1L), (hub.Broker.Reloads, Assert.Single(hub.Connector.Attempts).ClientId, status.Evictions));
        var incident = await IncidentAsync(hub);
        Assert.Equal(("mallory", 1L), (incident!.Node, incident.Count));
        Assert.Contains("193 chunks, 1930 bytes without any grant; shut out for 5 s", incident.Detail, StringComparison.Ordinal);
        Assert.False(hub.Registry.IsRevoked("mallory"));

        await Until.TrueAsync(() => hub.Broker.Reloads == 2, "the lists are written again after the cool-down");
        Assert.Empty(hub.Evicted.Names);
        Assert.Empty(status.EvictedNow);
        await evictor.StopAsync(Token);
    }

    [Fact]
    public async Task Many_evictions_at_once_cost_one_reload_and_repeated_ones_none()
    {
        await using var hub = await NodeBench.OpenAsync();
        using var evictor = new Evictor(hub.Evicted, hub.Broker, hub.Takeover, hub.Archive, new IngestStatus(new HubHealth(TimeProvider.System)), hub.Time, NullLogger<Evictor>.Instance);
        var until = TimeSpan.FromDays(1000);
        for (var i = 0; i < 10; i++) evictor.Evict(new Eviction($"mallory-{i}", TimeSpan.FromSeconds(30), until, "10 chunks", IsFirst: true));
        evictor.Evict(new Eviction("mallory-0", TimeSpan.FromSeconds(30), until, "10 chunks", IsFirst: false));
        await evictor.StartAsync(Token);
        await Until.TrueAsync(() => hub.Connector.Attempts.Count == 11, "all connections are closed");
        Assert.Equal((1, 10), (hub.Broker.Reloads, hub.Evicted.Names.Count));
        await evictor.StopAsync(Token);
    }

    /// <summary>Against the real mosquitto.</summary>
    [Fact]
    public async Task An_evicted_boards_connection_is_closed_a_new_one_refused_and_after_the_cool_down_it_is_heard_again()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        await using var ours = await hub.Get<IMqttConnector>().ConnectAsync(hub.Get<IBroker>().HubConnection, Token);
        await ours.SubscribeAsync([Topics.AllOffers], MqttQos.AtLeastOnce, Token);
        using var key = NodeBench.NewKey();
        using var certificate = await hub.SignAsync("mallory", key);
        using var othersKey = NodeBench.NewKey();
        using var othersCertificate = await hub.SignAsync("honest", othersKey);
        await using var other = await hub.ConnectAsync(othersCertificate);
        await using var mallory = await hub.ConnectAsync(certificate);

        var coolDown = TimeSpan.FromSeconds(6);
        var until = hub.Time.GetElapsedTime(0, hub.Time.GetTimestamp()) + coolDown;
        hub.Get<Evictor>().Evict(new Eviction("mallory", coolDown, until, "193 chunks without any grant", IsFirst: true));
        await mallory.Closed.WaitAsync(Patience.Seconds(60), Token);
        await Assert.ThrowsAsync<MqttException>(() => hub.ConnectAsync(certificate));
        Assert.False(other.Closed.IsCompleted);
        Assert.False(hub.Get<NodeRegistry>().IsRevoked("mallory"));

        IMqttConnection? again = null;
        await Until.TrueAsync(async () =>
        {
            try
            {
                again ??= await hub.ConnectAsync(certificate);
                await again.PublishAsync(Topics.Offer("mallory"), new byte[1], MqttQos.AtLeastOnce, retain: false, Token);
                return ours.Messages.TryRead(out var message) && message.Topic == Topics.Offer("mallory");
            }
            catch (MqttException)
            {
                if (again is not null) await again.DisposeAsync();
                again = null;
                return false;
            }
        }, "the board is heard again");
        Assert.True(hub.Time.GetElapsedTime(0, hub.Time.GetTimestamp()) >= until);
        await again!.DisposeAsync();
    }

    private static async Task<Incident?> IncidentAsync(NodeBench hub)
    {
        await using var db = await hub.Databases.CreateDbContextAsync(Token);
        return await db.Set<Incident>().AsNoTracking().SingleOrDefaultAsync(i => i.Kind == Evictor.Incident, Token);
    }
}
