using Edge.Contracts.Wire;

namespace Edge.Hub.Ingest;

/// <summary>A message whose form and signatures have been checked; without a session where nothing is left of it to take in.</summary>
internal sealed record Incoming(BoardSession? Session, CheckedOffer? Offer = null, Chunk? Chunk = null)
{
    public static Incoming Nothing { get; } = new(Session: null);

    public MessageKind Kind => Chunk is null ? MessageKind.Offer : MessageKind.Chunk;
}
