using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Objects;
using Google.Protobuf;

namespace Edge.Hub.Ingest;

/// <summary>What a board says, by the last level of its topic.</summary>
internal enum MessageKind
{
    Offer,
    Chunk,
    Ask,
}

/// <summary>What a board said, decoded. This is the only place where a board's bytes become one of our messages; nothing of it is believed yet.</summary>
internal abstract record BoardMessage(string Node)
{
    public static BoardMessage Of(string node, MessageKind kind, ReadOnlySpan<byte> payload)
    {
        try
        {
            if (payload.Length > Limits.MessageBytes) throw new MalformedException($"{NameOf(kind)} of {payload.Length} bytes; at most {Limits.MessageBytes}");
            return kind switch
            {
                MessageKind.Offer => new OfferMessage(node, Decode(Offer.Parser, kind, payload)),
                MessageKind.Chunk => new ChunkMessage(node, Decode(Chunk.Parser, kind, payload)),
                _ => new AskMessage(node, AskRules.Checked(Decode(Ask.Parser, kind, payload))),
            };
        }
        catch (MalformedException e)
        {
            return new MalformedMessage(node, kind, e.Message);
        }
    }

    /// <summary>What goes on record where one of this kind is not what it must be.</summary>
    public static string MalformedIncident(MessageKind kind) => $"malformed-{NameOf(kind)}";

    private static T Decode<T>(MessageParser<T> parser, MessageKind kind, ReadOnlySpan<byte> payload) where T : IMessage<T> => Decoder.Parse(parser, payload, NameOf(kind));

    private static string NameOf(MessageKind kind) => kind switch
    {
        MessageKind.Offer => "offer",
        MessageKind.Chunk => "chunk",
        _ => "ask",
    };
}

internal sealed record OfferMessage(string Node, Offer Offer) : BoardMessage(Node);

internal sealed record ChunkMessage(string Node, Chunk Chunk) : BoardMessage(Node);

internal sealed record AskMessage(string Node, Ask Ask) : BoardMessage(Node);

/// <summary>It is too large, not readable, or no message of its kind.</summary>
internal sealed record MalformedMessage(string Node, MessageKind Kind, string Why) : BoardMessage(Node);
