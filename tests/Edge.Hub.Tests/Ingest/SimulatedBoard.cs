using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Hub.Tests.Ingest;

/// <summary>A board that says what the protocol lets it say, message by message.</summary>
internal sealed class SimulatedBoard(string node, SigningKey key)
{
    private readonly byte[] _chain = RandomNumberGenerator.GetBytes(16);
    private byte[] _previous = [];
    private ulong _sequence;
    private ulong _chunk;
    private ulong _offer;

    public uint Connection { get; private set; } = 1;

    public void Reconnect() => (Connection, _chunk, _offer) = (Connection + 1, 0, 0);

    public (RecordManifest Manifest, byte[] Bytes) Record(int size, Guid? id = null)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        return (Record(bytes, id ?? new Guid(RandomNumberGenerator.GetBytes(16)), "0123456789abcdef"), bytes);
    }

    /// <summary>The manifest of a record that was sealed elsewhere.</summary>
    public RecordManifest Record(byte[] bytes, Guid id, string recipient)
    {
        var manifest = RecordManifest.Sign(new Manifest
        {
            Node = node,
            RecordId = ByteString.CopyFrom(id.ToByteArray(bigEndian: true)),
            ChainId = ByteString.CopyFrom(_chain),
            Sequence = ++_sequence,
            PreviousDigest = ByteString.CopyFrom(_previous),
            Kind = "card",
            Priority = 5,
            Outcome = "complete",
            SealedSize = (ulong)bytes.Length,
            SealedDigest = ByteString.CopyFrom(SHA256.HashData(bytes)),
            RecipientKeyId = recipient,
        }, key);
        _previous = manifest.Digest;
        return manifest;
    }

    public MqttMessage Offer(params RecordManifest[] records) => Offer(records, inFull: true);

    public MqttMessage OfferById(params RecordManifest[] records) => Offer(records, inFull: false);

    public MqttMessage Chunk(RecordManifest record, byte[] bytes, int first, int end) => Message("chunk", new Chunk
    {
        Number = ++_chunk,
        RecordId = record.Fields.RecordId,
        Offset = (ulong)first,
        Data = ByteString.CopyFrom(bytes, first, end - first),
    });

    public MqttMessage Message(string leaf, IMessage message) => new(leaf == "offer" ? Topics.Offer(node) : Topics.Chunk(node), message.ToByteArray());

    private MqttMessage Offer(RecordManifest[] records, bool inFull)
    {
        var offer = NextOffer(_sequence);
        offer.BacklogRecords = (ulong)records.Length;
        offer.Records.AddRange(records.Select(r => new OfferedRecord
        {
            RecordId = r.Fields.RecordId,
            DigestPrefix = ByteString.CopyFrom(r.Digest, 0, 8),
            Manifest = inFull ? r.ToWire() : null,
        }));
        return Message("offer", offer);
    }

    /// <summary>An offer without records, with a head that says what it is told to say.</summary>
    public Offer NextOffer(ulong lastSequence) => new()
    {
        Incarnation = ByteString.CopyFrom(_chain),
        Connection = Connection,
        Number = ++_offer,
        Head = ChainHeads.Sign(new ChainHead { Node = node, ChainId = ByteString.CopyFrom(_chain), FirstSequence = 1, LastSequence = lastSequence }, key),
    };
}
