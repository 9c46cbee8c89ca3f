using System.Text;
using Edge.Contracts.Sparkplug;
using Edge.Hub.Audit;
using Edge.Hub.Fleet;
using Edge.Hub.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Hub.Tests.Fleet;

public sealed class HostApplicationTests
{
    private const string State = "spBv1.0/STATE/hub";

    private readonly FleetState _book = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Birth_and_will_of_a_connection_carry_one_time_and_the_goodbye_its_own()
    {
        await using var bench = await NodeBench.OpenAsync();
        await using var link = new HostLink();
        var host = Host(bench);
        var will = host.NextWill();
        var connected = bench.Time.Now.ToUnixTimeMilliseconds();
        Assert.Equal((State, MqttQos.AtLeastOnce, true, $"{{\"online\":false,\"timestamp\":{connected}}}"), (will.Topic, will.Qos, will.Retain, Encoding.UTF8.GetString(will.Payload.Span)));
        bench.Time.Now += TimeSpan.FromSeconds(1);
        await host.OpenedAsync(link, Token);
        Assert.Equal(["spBv1.0/+/NBIRTH/+", "spBv1.0/+/NDATA/+", "spBv1.0/+/NDEATH/+", State], link.Subscribed);
        Assert.Equal((State, MqttQos.AtLeastOnce, true, $"{{\"online\":true,\"timestamp\":{connected}}}"), (link.Said[0].Topic, link.Said[0].Qos, link.Said[0].Retain, link.LastText));
        await host.SayGoodbyeAsync(link);
        Assert.Equal($"{{\"online\":false,\"timestamp\":{connected + 1_000}}}", link.LastText);
    }

    [Fact]
    public async Task A_word_that_the_hub_is_away_is_put_right_unless_it_was_said_before_this_connection()
    {
        await using var bench = await NodeBench.OpenAsync();
        await using var link = new HostLink();
        var host = Host(bench);
        host.NextWill();
        await host.OpenedAsync(link, Token);
        Assert.True(Take(host, link, new MqttMessage(State, new HostState(true, 1).Encode())));
        Assert.True(Take(host, link, new MqttMessage(State, new HostState(false, 1).Encode(), Retained: true)));
        Assert.Single(link.Said);
        Assert.True(Take(host, link, new MqttMessage(State, new HostState(false, 1).Encode())));
        Assert.Equal(2, link.Said.Count);
        Assert.Equal(link.Said[0].Payload, link.Said[1].Payload);
    }

    [Fact]
    public async Task A_board_with_a_gap_is_asked_for_a_birth_by_name()
    {
        await using var bench = await NodeBench.OpenAsync();
        await using var link = new HostLink();
        await bench.AddAsync("kiosk-1");
        var host = Host(bench);
        Assert.True(Take(host, link, new MqttMessage("spBv1.0/north/NDATA/kiosk-1", Said.Data(9, (1, SparkplugType.Int64, 1L)))));
        var (topic, payload, qos, retain) = Assert.Single(link.Said);
        Assert.Equal(("spBv1.0/north/NCMD/kiosk-1", MqttQos.AtMostOnce, false, 1L), (topic, qos, retain, host.Rebirths));
        var command = SparkplugRules.Parse(payload);
        Assert.True(SparkplugRules.AsksForRebirth(command));
        Assert.Equal((true, false), (command.HasTimestamp, command.HasSeq));
    }

    [Theory]
    [InlineData("spBv1.0/south/NBIRTH/kiosk-1")]
    [InlineData("spBv1.0/north/NBIRTH/stranger")]
    [InlineData("spBv1.0/north/NBIRTH/revoked")]
    public async Task Health_in_another_group_of_a_stranger_or_of_a_revoked_board_is_passed_over(string topic)
    {
        await using var bench = await NodeBench.OpenAsync();
        await using var link = new HostLink();
        await bench.AddAsync("kiosk-1");
        await bench.AddAsync("revoked");
        await bench.Revoker.RevokeAsync(Actor.CommandLine, "revoked", Token);
        var host = Host(bench);
        Assert.True(Take(host, link, new MqttMessage(topic, Said.Birth(0))));
        Assert.Equal(0, _book.Count(Presence.Online));
        Assert.True(Take(host, link, new MqttMessage("spBv1.0/north/NBIRTH/kiosk-1", Said.Birth(0))));
        Assert.Equal(1, _book.Count(Presence.Online));
        Assert.False(Take(host, link, new MqttMessage("edge/v1/kiosk-1/offer", new byte[1])));
    }

    // Records would wait for a right that only health needs.
    [Fact]
    public async Task A_broker_that_refuses_health_does_not_end_the_connection()
    {
        await using var bench = await NodeBench.OpenAsync();
        await using var link = new HostLink { Refuses = true };
        var host = Host(bench);
        host.NextWill();
        await host.OpenedAsync(link, Token);
        Assert.Empty(link.Said);
    }

    private static bool Take(HostApplication host, HostLink link, MqttMessage message) => IngestService.TakeAside(host, link, Arrival.Of(message)!);

    private HostApplication Host(NodeBench bench) => new(_book, bench.Registry, bench.Time, NullLogger<HostApplication>.Instance);
}
