using Edge.Agent.Telemetry;
using Edge.Agent.Tests.Support;
using Edge.Agent.Tests.Telemetry;
using Edge.Agent.Uplink.Health;
using Edge.Contracts.Sparkplug;
using Edge.Mqtt;
using Edge.Testing.Time;
using Google.Protobuf;

namespace Edge.Agent.Tests.Uplink.Health;

public sealed class SparkplugPublisherTests : IAsyncDisposable
{
    private const string State = "spBv1.0/STATE/hub";

    private readonly VoiceLink _link = new();
    private readonly SparkplugPublisher _voice;
    private Reading _reading = Readings.Full;
    private TimeSpan _now = TimeSpan.FromHours(1);

    public SparkplugPublisherTests() => _voice = TestHealth.Voice(() => _reading, new ManualTime { Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero) });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_word_of_a_connection_is_a_birth_that_names_its_will()
    {
        var will = _voice.NextWill();
        _voice.Opened();
        Assert.Equal(("spBv1.0/north/NDEATH/kiosk-1", MqttQos.AtLeastOnce, false), (will.Topic, will.Qos, will.Retain));
        await SayAsync();
        var (topic, payload, qos, retain) = Assert.Single(_link.Said);
        Assert.Equal(("spBv1.0/north/NBIRTH/kiosk-1", MqttQos.AtMostOnce, false), (topic, qos, retain));
        Assert.Equal(SparkplugReader.Read(will.Payload.Span)["bdSeq"].Value, SparkplugReader.Read(payload)["bdSeq"].Value);
        Assert.Equal(["spBv1.0/north/NCMD/kiosk-1", State], _link.Subscribed);
    }

    [Fact]
    public async Task Each_attempt_to_connect_has_a_will_of_its_own_and_the_next_birth_names_the_last()
    {
        var numbers = Enumerable.Range(0, 300).Select(_ => SparkplugReader.Read(_voice.NextWill().Payload.Span)["bdSeq"].Value).ToList();
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (object?)(long)(i % 256)), numbers);
        _voice.Opened();
        await SayAsync();
        Assert.Equal(numbers[^1], SparkplugReader.Read(_link.Said[0].Payload)["bdSeq"].Value);
    }

    [Fact]
    public async Task Data_follows_by_exception_and_a_new_connection_begins_anew()
    {
        await BornAsync();
        await SayAsync(seconds: 600);
        Assert.Single(_link.Said);
        _reading = Readings.With((BoardMetrics.LinkTechnology, "wifi"));
        await SayAsync(seconds: 10);
        Assert.Equal("spBv1.0/north/NDATA/kiosk-1", _link.Said[1].Topic);
        Assert.Equal((1UL, 6UL), (SparkplugReader.Read(_link.Said[1].Payload).Seq, Assert.Single(SparkplugReader.Read(_link.Said[1].Payload).Metrics).Alias));
        _voice.NextWill();
        _voice.Opened();
        await SayAsync();
        Assert.Equal((0UL, "wifi"), (SparkplugReader.Read(_link.Said[2].Payload).Seq, SparkplugReader.Read(_link.Said[2].Payload)["Link/Technology"].Value));
    }

    [Fact]
    public async Task A_hub_that_comes_back_with_its_clock_set_back_is_told_from_the_beginning()
    {
        await BornAsync();
        _now += TimeSpan.FromSeconds(5);
        _voice.Take(Host(true, 9_000));
        _voice.Take(Host(false, 9_500));
        Assert.Null(_voice.Due);
        _voice.Take(Host(true, 2_000));
        await SayAsync(seconds: 5);
        Assert.Equal(2, Births.Count);
    }

    [Fact]
    public async Task Births_follow_the_run_of_the_hub_whatever_its_state_says()
    {
        await BornAsync();
        _voice.HubSpoke(ByteString.CopyFromUtf8("run 1"));
        await SayAsync(seconds: 5);
        Assert.Single(Births);
        _voice.HubSpoke(ByteString.CopyFromUtf8("run 2"));
        await SayAsync(seconds: 5);
        Assert.Equal(2, Births.Count);
        // It speaks, so it is there: a will that came late said otherwise.
        _voice.Take(Host(true, 1_000));
        _voice.Take(Host(false, 9_000));
        Assert.Null(_voice.Due);
        _voice.HubSpoke(ByteString.CopyFromUtf8("run 2"));
        await SayAsync(seconds: 5);
        Assert.Equal(3, Births.Count);
    }

    [Fact]
    public async Task A_rebirth_that_is_asked_for_comes_at_once_but_not_twice_in_two_seconds()
    {
        await BornAsync();
        _now += TimeSpan.FromSeconds(5);
        Assert.True(_voice.Take(Rebirth()));
        Assert.True(_voice.Due <= _now);
        await SayAsync();
        Assert.Equal(2, Births.Count);
        Assert.Equal((0UL, SparkplugReader.Read(Births[0])["bdSeq"].Value), (SparkplugReader.Read(Births[1]).Seq, SparkplugReader.Read(Births[1])["bdSeq"].Value));
        for (var i = 0; i < 50; i++)
        {
            _voice.Take(Rebirth());
            await SayAsync();
        }
        Assert.Equal(2, Births.Count);
        Assert.Equal(_now + TimeSpan.FromSeconds(2), _voice.Due);
        await SayAsync(seconds: 2);
        Assert.Equal(3, Births.Count);
    }

    [Fact]
    public async Task A_hub_that_is_away_is_told_nothing_and_one_that_is_back_everything()
    {
        await BornAsync();
        Assert.True(_voice.Take(Host(online: false, 100)));
        Assert.Null(_voice.Due);
        _reading = Readings.With((BoardMetrics.Store, "failed"));
        await SayAsync(seconds: 600);
        Assert.Single(_link.Said);
        _voice.Take(Host(online: true, 101));
        await SayAsync();
        Assert.Equal("failed", SparkplugReader.Read(Births[1])["Disk/Store"].Value);
        // The will of its connection before, which came late, changes nothing.
        _voice.Take(Host(online: false, 100));
        Assert.NotNull(_voice.Due);
        // Saying again that it is there is no reason to repeat everything.
        _voice.Take(Host(online: true, 101));
        await SayAsync(seconds: 5);
        Assert.Equal(2, _link.Said.Count);
    }

    [Fact]
    public async Task A_goodbye_is_the_death_of_this_birth_and_without_a_birth_there_is_none()
    {
        _voice.NextWill();
        _voice.Opened();
        await _voice.SayGoodbyeAsync(_link);
        Assert.Empty(_link.Said);
        await BornAsync();
        await _voice.SayGoodbyeAsync(_link);
        var (topic, payload, _, retain) = _link.Said[1];
        Assert.Equal(("spBv1.0/north/NDEATH/kiosk-1", false, (ulong?)null), (topic, retain, SparkplugReader.Read(payload).Seq));
        Assert.Equal(1L, Assert.Single(SparkplugReader.Read(payload).Metrics).Value);
    }

    [Fact]
    public async Task What_is_not_healths_is_left_to_others_and_nonsense_harms_nothing()
    {
        await BornAsync();
        Assert.False(_voice.Take(new MqttMessage("edge/v1/kiosk-1/have", new byte[10])));
        Assert.False(_voice.Take(new MqttMessage("spBv1.0/north/NCMD/kiosk-2", Rebirth().Payload)));
        foreach (var payload in new byte[][] { [], [0xFF], "{}"u8.ToArray(), "{\"online\":1}"u8.ToArray(), "[]"u8.ToArray(), new byte[10_000] })
        {
            Assert.True(_voice.Take(new MqttMessage(State, payload)));
            Assert.True(_voice.Take(new MqttMessage("spBv1.0/north/NCMD/kiosk-1", payload)));
        }
        await SayAsync(seconds: 5);
        Assert.Single(_link.Said);
        Assert.NotNull(_voice.Due);
    }

    [Fact]
    public async Task A_broker_that_refuses_the_subscription_still_gets_the_birth()
    {
        await using var link = new VoiceLink { Refuses = true };
        _voice.NextWill();
        _voice.Opened();
        await _voice.SayIfDueAsync(link, _now, Token);
        Assert.Single(link.Said);
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private List<byte[]> Births => [.. _link.Said.Where(s => s.Topic.Contains("NBIRTH", StringComparison.Ordinal)).Select(s => s.Payload)];

    private async Task BornAsync()
    {
        _voice.NextWill();
        _voice.Opened();
        await SayAsync();
    }

    private async Task SayAsync(int seconds = 0) => await _voice.SayIfDueAsync(_link, _now += TimeSpan.FromSeconds(seconds), Token);

    private static MqttMessage Host(bool online, long at) => new(State, new HostState(online, at).Encode());

    private static MqttMessage Rebirth() => new("spBv1.0/north/NCMD/kiosk-1",
        new SparkplugPayload { Timestamp = 1, Metrics = { new SparkplugMetric { Name = "Node Control/Rebirth", Datatype = 11, BooleanValue = true } } }.ToByteArray());
}
