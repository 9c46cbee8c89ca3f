using System.Threading.Channels;
using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Edge.Hub.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Fleet;

public sealed class HealthGateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_board_retained_is_not_taken_for_said_now_and_health_goes_aside()
    {
        await using var hub = await NodeBench.OpenAsync();
        using var evictor = new Evictor(hub.Evicted, hub.Broker, hub.Takeover, hub.Archive, new IngestStatus(new HubHealth(TimeProvider.System)), hub.Time, NullLogger<Evictor>.Instance);
        var gate = new IngestGate(Options.Create(new IngestOptions()), evictor, hub.Time);
        var birth = SparkplugTopics.Of(SparkplugVerb.Birth, "north", "kiosk-1");
        var (from, to, aside) = (Channel.CreateUnbounded<MqttMessage>(), Channel.CreateUnbounded<Arrival>(), new List<MqttMessage>());
        foreach (var retained in new[] { true, false })
        {
            foreach (var topic in new[] { Topics.Offer("kiosk-1"), birth, SparkplugTopics.State("hub"), "somewhere/else" })
            {
                await from.Writer.WriteAsync(new MqttMessage(topic, new byte[1], retained), Token);
            }
        }
        from.Writer.Complete();
        await gate.PumpAsync(from.Reader, to.Writer, a =>
        {
            var health = a.Message.Topic.StartsWith("spBv1.0/", StringComparison.Ordinal);
            if (health) aside.Add(a.Message);
            return health;
        }, Token);
        Assert.Equal([(Topics.Offer("kiosk-1"), false)], (await to.Reader.ReadAllAsync(Token).ToListAsync(Token)).Select(a => (a.Message.Topic, a.Message.Retained)));
        Assert.Equal([("spBv1.0/STATE/hub", true), (birth, false), ("spBv1.0/STATE/hub", false)], aside.Select(m => (m.Topic, m.Retained)));
    }
}
