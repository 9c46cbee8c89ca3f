using System.Security.Cryptography;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Hub.Tests.Ingest;

/// <summary>A board that says what the protocol lets it say, message by message.</summary>
internal sealed class SimulatedBoard(string node, SigningKey key)
{
    private byte[] _chain = RandomNumberGenerator.GetBytes(16);
    private ulong _first;
    private byte[] _previous = [];
    private ulong _sequence;
    private ulong _chunk;
    private ulong _offer;

    public SigningKey Key { get; } = key;

    public uint Connection { get; private set; } = 1;

    /// <summary>Its key, to open what is sealed to it.</summary>
    public byte[] PrivateKey { get; init; } = [];

    /// <summary>Who is signed in.</summary>
    public string Officer { get; set; } = "";

    /// <summary>Which service its records are of.</summary>
    public string Kind { get; set; } = "card";

    /// <summary>How they end.</summary>
    public string Outcome { get; set; } = "complete";

    /// <summary>What its clock shows, which it says is right; null where it knows nothing of the time.</summary>
    public DateTimeOffset? Clock { get; set; }

    /// <summary>What it says it has pulled.</summary>
    public Dictionary<string, ulong> Objects { get; } = [];

    /// <summary>What it says of one of them at length.</summary>
    public ObjectVersion? Told { get; set; }

    /// <summary>Every record it made.</summary>
    public List<(RecordManifest Manifest, byte[] Bytes)> Made { get; } = [];

    public Guid Chain => new(_chain, bigEndian: true);

    /// <summary>The number of the newest record.</summary>
    public ulong Sequence => _sequence;

    /// <summary>The agent starts anew: another chain, tied to the last record found.</summary>
    public void Restart() => (_chain, _first, Connection, _chunk, _offer) = (RandomNumberGenerator.GetBytes(16), 0, 1, 0, 0);

    /// <summary>A second board on a copy of this one's card.</summary>
    public SimulatedBoard Copy() => new(node, Key) { _previous = _previous, _sequence = _sequence };

    /// <summary>The newest record's file was unreadable at the start: its number is never given again, its digest is not known.</summary>
    public void ForgetNewest(RecordManifest before)
    {
        Restart();
        _previous = before.Digest;
    }

    /// <summary>What it says it believes.</summary>
    public ulong TrustVersion { get; set; } = 1;

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
            Sequence = Next(),
            PreviousDigest = ByteString.CopyFrom(_previous),
            Kind = Kind,
            Priority = 5,
            Outcome = Outcome,
            WallTimeMs = Clock?.ToUnixTimeMilliseconds() ?? 0,
            ClockState = Clock is null ? ClockState.Unknown : ClockState.Synchronised,
            Officer = Officer,
            SealedSize = (ulong)bytes.Length,
            SealedDigest = ByteString.CopyFrom(SHA256.HashData(bytes)),
            RecipientKeyId = recipient,
        }, Key);
        _previous = manifest.Digest;
        Made.Add((manifest, bytes));
        return manifest;
    }

    private ulong Next()
    {
        _sequence++;
        if (_first == 0) _first = _sequence;
        return _sequence;
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

    /// <summary>Records that travel whole, in one chunk.</summary>
    public MqttMessage Whole(params IEnumerable<(RecordManifest Manifest, byte[] Bytes)> records) => Message("chunk", WholeChunk(records));

    public Chunk WholeChunk(params IEnumerable<(RecordManifest Manifest, byte[] Bytes)> records)
    {
        var chunk = new Chunk { Number = ++_chunk };
        RecordManifest? before = null;
        foreach (var (manifest, bytes) in records)
        {
            chunk.Whole.Add(WholeRecords.Pack(manifest, ByteString.CopyFrom(bytes), before));
            before = manifest;
        }
        return chunk;
    }

    public MqttMessage Message(string leaf, IMessage message) => new($"edge/v1/{node}/{leaf}", message.ToByteArray());

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
        TrustVersion = TrustVersion,
        Objects = { Objects.Select(o => new ObjectVersion { Name = o.Key, Version = o.Value }), Told is { } told ? [told] : Array.Empty<ObjectVersion>() },
        Head = Head(_first, lastSequence, _previous),
    };

    public SignedHead Head(ulong first, ulong last, byte[] digest) => ChainHeads.Sign(
        new ChainHead { Node = node, ChainId = ByteString.CopyFrom(_chain), FirstSequence = first, LastSequence = last, LastDigest = ByteString.CopyFrom(digest) }, Key);
}
