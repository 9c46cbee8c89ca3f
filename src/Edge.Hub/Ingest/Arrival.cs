using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Edge.Hub.Broker;
using Edge.Mqtt;

namespace Edge.Hub.Ingest;

/// <summary>A message as it came, told apart by its topic alone: its payload has cost nothing yet, since the flood policy judges first.</summary>
internal abstract class Arrival(MqttMessage message)
{
    public MqttMessage Message { get; } = message;

    /// <summary>Null where it is nothing the hub listens to.</summary>
    public static Arrival? Of(MqttMessage message)
    {
        if (message.Topic == IngestEcho.Topic) return new EchoArrival(message);
        if (message.Topic == BrokerFiles.StateTopic) return new HostStateArrival(message);
        if (SparkplugTopics.TryParse(message.Topic, out var verb, out var group, out var node)) return new HealthArrival(message, verb, group, node);
        return Topics.TryParse(message.Topic, out node, out var leaf) && KindOf(leaf) is { } kind ? new BoardArrival(message, node, kind) : null;
    }

    private static MessageKind? KindOf(string leaf) => leaf switch
    {
        "offer" => MessageKind.Offer,
        "chunk" => MessageKind.Chunk,
        "ask" => MessageKind.Ask,
        _ => null,
    };
}

/// <summary>The hub's own call, heard through the broker.</summary>
internal sealed class EchoArrival(MqttMessage message) : Arrival(message);

/// <summary>What the broker says of the hub itself.</summary>
internal sealed class HostStateArrival(MqttMessage message) : Arrival(message);

/// <summary>Health of a board, or its last will.</summary>
internal sealed class HealthArrival(MqttMessage message, SparkplugVerb verb, string group, string node) : Arrival(message)
{
    public SparkplugVerb Verb { get; } = verb;

    public string Group { get; } = group;

    public string Node { get; } = node;
}

/// <summary>What a board says of records and objects.</summary>
internal sealed class BoardArrival(MqttMessage message, string node, MessageKind kind) : Arrival(message)
{
    private BoardMessage? _read;

    public string Node { get; } = node;

    public MessageKind Kind { get; } = kind;

    public int Bytes => Message.Payload.Length;

    /// <summary>Its payload, decoded when it is first asked for and never again: a group that has no time left for it leaves it to the next.</summary>
    public BoardMessage Read() => _read ??= BoardMessage.Of(Node, Kind, Message.Payload.Span);
}
