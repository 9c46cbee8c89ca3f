using Edge.Contracts.Sparkplug;
using FsCheck.Fluent;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Sparkplug;

public sealed class SparkplugPayloadTests
{
    // Written by another implementation: sparkplug-payload 1.0.3 of Eclipse Tahu.
    private const string Rebirth = "089db7d08fa03412210a144e6f646520436f6e74726f6c2f52656269727468189db7d08fa034200b7001";

    private const string Everything = "089db7d08fa03412120a056264536571189db7d08fa0342004580c12140a01611001189db7d08fa034200350b9ffffff0f12140a01621002189db7d08fa03420045880f0a4ee1412130a01631003"
        + "189db7d08fa0342009650000764212140a01641004189db7d08fa034200c7a047769666912100a01651005189db7d08fa034200c380112150a01661006189db7d08fa034200d589db7d08fa034"
        + "12170a01671007189db7d08fa034200a69000000000000d03f1807";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_795_329_104_797);

    [Fact]
    public void Another_implementations_payload_is_read()
    {
        var payload = SparkplugRules.Parse(Convert.FromHexString(Everything));
        Assert.Equal((7UL, 1_795_329_104_797UL, 12), (payload.Seq, payload.Timestamp, SparkplugRules.BirthDeath(payload)));
        Assert.Equal([12L, -71, 5_600_000_000L, 61.5f, "wifi", null, At, 0.25], payload.Metrics.Select(m => m.Get((SparkplugType)m.Datatype)));
        Assert.Equal([false, true, true, true, true, true, true, true], payload.Metrics.Select(m => m.HasAlias));
        Assert.False(SparkplugRules.AsksForRebirth(payload));
    }

    [Fact]
    public void Ours_is_written_as_another_implementation_writes_it()
    {
        var payload = new SparkplugPayload { Timestamp = 1_795_329_104_797, Seq = 7 };
        (string Name, SparkplugType Type, object? Value)[] values =
        [
            ("bdSeq", SparkplugType.Int64, 12L), ("a", SparkplugType.Int32, -71), ("b", SparkplugType.Int64, 5_600_000_000L), ("c", SparkplugType.Float, 61.5f),
            ("d", SparkplugType.String, "wifi"), ("e", SparkplugType.String, null), ("f", SparkplugType.DateTime, At), ("g", SparkplugType.Double, 0.25),
        ];
        for (var i = 0; i < values.Length; i++)
        {
            var metric = new SparkplugMetric { Name = values[i].Name, Timestamp = 1_795_329_104_797, Datatype = (uint)values[i].Type };
            if (i > 0) metric.Alias = (ulong)i;
            metric.Set(values[i].Type, values[i].Value);
            payload.Metrics.Add(metric);
        }
        Assert.Equal(Everything, Convert.ToHexStringLower(payload.ToByteArray()));
    }

    [Fact]
    public void Only_true_asks_for_a_birth()
    {
        var asks = SparkplugRules.Parse(Convert.FromHexString(Rebirth));
        Assert.True(SparkplugRules.AsksForRebirth(asks));
        asks.Metrics[0].BooleanValue = false;
        Assert.False(SparkplugRules.AsksForRebirth(asks));
    }

    [Fact]
    public void Damaged_bytes_end_in_one_exception_or_in_a_payload_within_its_limits()
    {
        var good = Convert.FromHexString(Everything);
        Property.Holds(Gen.Choose(0, good.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(value => (at, value))), change =>
        {
            var bytes = good.ToArray();
            bytes[change.at] = (byte)change.value;
            try
            {
                var payload = SparkplugRules.Parse(bytes);
                Assert.All(payload.Metrics, m => Assert.InRange(m.Name.Length, 0, Limits.HealthName));
                foreach (var metric in payload.Metrics) metric.Get((SparkplugType)metric.Datatype);
            }
            catch (MalformedException)
            {
            }
        }, count: 5_000);
    }

    [Theory]
    [InlineData("spBv1.0/north/NBIRTH/kiosk-1", SparkplugVerb.Birth)]
    [InlineData("spBv1.0/north/NDATA/kiosk-1", SparkplugVerb.Data)]
    [InlineData("spBv1.0/north/NDEATH/kiosk-1", SparkplugVerb.Death)]
    [InlineData("spBv1.0/north/NCMD/kiosk-1", SparkplugVerb.Command)]
    public void A_topic_gives_verb_group_and_node_back(string topic, SparkplugVerb expected)
    {
        Assert.Equal(topic, SparkplugTopics.Of(expected, "north", "kiosk-1"));
        Assert.True(SparkplugTopics.TryParse(topic, out var verb, out var group, out var node));
        Assert.Equal((expected, "north", "kiosk-1"), (verb, group, node));
    }

    [Theory]
    [InlineData("spBv1.0/STATE/hub")]
    [InlineData("spBv1.0/north/DBIRTH/kiosk-1")]
    [InlineData("spBv1.0/north/NBIRTH/kiosk-1/printer")]
    [InlineData("spBv1.0/north/NBIRTH/hub")]
    [InlineData("spBv1.0/+/NBIRTH/+")]
    [InlineData("spAv1.0/north/NBIRTH/kiosk-1")]
    [InlineData("edge/v1/kiosk-1/offer")]
    [InlineData("")]
    public void Another_topic_is_none_of_healths(string topic) => Assert.False(SparkplugTopics.TryParse(topic, out _, out _, out _));

    [Fact]
    public void State_is_the_specifications_json()
    {
        Assert.Equal("{\"online\":true,\"timestamp\":1795329091693}", System.Text.Encoding.UTF8.GetString(new HostState(true, 1_795_329_091_693).Encode()));
        Assert.Equal(new HostState(false, 5), HostState.Decode("{ \"timestamp\": 5, \"extra\": [1], \"online\": false }"u8.ToArray()));
        foreach (var wrong in new[] { "", "OFFLINE", "{}", "[]", "null", "{\"online\":\"true\",\"timestamp\":1}", "{\"online\":true}", "{\"online\":true,\"timestamp\":1.5}", new string(' ', 300) + "{}" })
        {
            Assert.Throws<MalformedException>(() => HostState.Decode(System.Text.Encoding.UTF8.GetBytes(wrong)));
        }
    }
}
