using FsCheck.Fluent;

namespace Edge.Contracts.Tests;

public sealed class TopicsTests
{
    [Fact]
    public void A_topic_of_ours_gives_its_node_back()
    {
        AssertParses(Topics.Offer("na-ngoi-01"), "offer");
        AssertParses(Topics.Have("na-ngoi-01"), "have");
        AssertParses(Topics.Chunk("na-ngoi-01"), "chunk");
        AssertParses(Topics.Ask("na-ngoi-01"), "ask");
        AssertParses(Topics.Answer("na-ngoi-01"), "answer");
    }

    [Theory]
    [InlineData("")]
    [InlineData("edge/v1")]
    [InlineData("edge/v1/")]
    [InlineData("edge/v1/n")]
    [InlineData("edge/v1/n/")]
    [InlineData("edge/v1//offer")]
    [InlineData("edge/v1/n/offer/")]
    [InlineData("edge/v1/n/offer/x")]
    [InlineData("edge/v2/n/offer")]
    [InlineData("Edge/v1/n/offer")]
    [InlineData("/edge/v1/n/offer")]
    [InlineData("edge/v1/hub/offer")]
    [InlineData("edge/v1/+/offer")]
    [InlineData("edge/v1/#")]
    [InlineData("edge/v1/n/#")]
    [InlineData("edge/v1/n/of\nfer")]
    [InlineData("edge/v1/n\n/offer")]
    [InlineData("edge/v1/../offer")]
    [InlineData("$SYS/broker/uptime")]
    [InlineData("spBv1.0/g/NBIRTH/n")]
    public void Another_topic_is_not_ours(string topic)
    {
        Assert.False(Topics.TryParse(topic, out var node, out var leaf));
        Assert.Equal(("", ""), (node, leaf));
    }

    [Fact]
    public void Any_text_parses_only_to_what_makes_it_again() =>
        Property.Holds(Gen.Choose(0, 6).SelectMany(n => Gen.Elements("edge", "v1", "/", "n", "hub", "+", "#", "offer", "\n", "").ArrayOf(n)), parts =>
        {
            var topic = "edge/v1/" + string.Concat(parts);
            if (!Topics.TryParse(topic, out var node, out var leaf)) return;
            Assert.True(Names.IsNode(node));
            Assert.Equal(topic, $"edge/v1/{node}/{leaf}");
        }, count: 2_000);

    private static void AssertParses(string topic, string expected)
    {
        Assert.True(Topics.TryParse(topic, out var node, out var leaf));
        Assert.Equal(("na-ngoi-01", expected), (node, leaf));
    }
}
