using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Edge.Contracts.Wire;
using Edge.Hub.Ingest;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Hub.Tests.Ingest;

public sealed class BoardMessageTests
{
    [Fact]
    public void A_topic_alone_tells_what_has_arrived()
    {
        Assert.IsType<EchoArrival>(Arrive(IngestEcho.Topic));
        Assert.IsType<HostStateArrival>(Arrive(SparkplugTopics.State("hub")));
        var health = Assert.IsType<HealthArrival>(Arrive(SparkplugTopics.Of(SparkplugVerb.Data, "north", "board-1")));
        Assert.Equal((SparkplugVerb.Data, "north", "board-1"), (health.Verb, health.Group, health.Node));
        foreach (var (topic, kind) in new[] { (Topics.Offer("board-1"), MessageKind.Offer), (Topics.Chunk("board-1"), MessageKind.Chunk), (Topics.Ask("board-1"), MessageKind.Ask) })
        {
            var board = Assert.IsType<BoardArrival>(Arrive(topic, 0xff));
            Assert.Equal((kind, "board-1", 1), (board.Kind, board.Node, board.Bytes));
        }
    }

    [Theory]
    [InlineData("edge/v1/board-1/have")]
    [InlineData("edge/v1/board-1/answer")]
    [InlineData("edge/v1/board-1/other/offer")]
    [InlineData("edge/v2/board-1/offer")]
    [InlineData("somewhere/else")]
    public void What_the_hub_does_not_listen_to_is_nothing(string topic) => Assert.Null(Arrive(topic));

    [Fact]
    public void A_payload_is_decoded_once_into_its_kind()
    {
        var offer = Read(Topics.Offer("board-1"), new Offer { Number = 3 });
        Assert.Equal(3UL, Assert.IsType<OfferMessage>(offer.Read()).Offer.Number);
        Assert.Same(offer.Read(), offer.Read());
        Assert.Equal(5UL, Assert.IsType<ChunkMessage>(Read(Topics.Chunk("board-1"), new Chunk { Number = 5 }).Read()).Chunk.Number);
        var ask = new Ask { Digest = ByteString.CopyFrom(new byte[32]), Missing = { new ByteRange { First = 1, End = 2 } } };
        Assert.Equal(ask, Assert.IsType<AskMessage>(Read(Topics.Ask("board-1"), ask).Read()).Ask);
    }

    [Theory]
    [InlineData("offer", "malformed-offer")]
    [InlineData("chunk", "malformed-chunk")]
    [InlineData("ask", "malformed-ask")]
    public void What_is_too_large_or_not_readable_is_malformed_and_says_so_by_its_name(string leaf, string incident)
    {
        var topic = $"edge/v1/board-1/{leaf}";
        var unreadable = Malformed(topic, [0xff, 0xff, 0xff]);
        Assert.Equal((incident, $"{leaf} is not readable (3 bytes)"), (BoardMessage.MalformedIncident(unreadable.Kind), unreadable.Why));
        Assert.Equal($"{leaf} of {Limits.MessageBytes + 1} bytes; at most {Limits.MessageBytes}", Malformed(topic, new byte[Limits.MessageBytes + 1]).Why);
    }

    [Fact]
    public void An_ask_that_no_object_can_answer_is_malformed() => Assert.Contains("digest must be 32 bytes", Malformed(Topics.Ask("board-1"), []).Why, StringComparison.Ordinal);

    private static Arrival? Arrive(string topic, params byte[] payload) => Arrival.Of(new MqttMessage(topic, payload));

    private static BoardArrival Read(string topic, IMessage message) => Assert.IsType<BoardArrival>(Arrive(topic, message.ToByteArray()));

    private static MalformedMessage Malformed(string topic, byte[] payload) => Assert.IsType<MalformedMessage>(Assert.IsType<BoardArrival>(Arrive(topic, payload)).Read());
}
