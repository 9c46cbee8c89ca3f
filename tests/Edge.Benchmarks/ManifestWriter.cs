using System.Security.Cryptography;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Benchmarks;

/// <summary>Describes sealed bytes and signs that, as a board does.</summary>
internal sealed record ManifestWriter(string Node, SigningKey Key, TrustAnchors Trust)
{
    /// <summary>The signed manifest of those sealed bytes.</summary>
    public RecordManifest Describe(ReadOnlySpan<byte> sealedBytes, Guid chain, ulong sequence, ReadOnlySpan<byte> previous = default) => RecordManifest.Sign(new Manifest
    {
        Node = Node,
        RecordId = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16)),
        ChainId = ByteString.CopyFrom(chain.ToByteArray(bigEndian: true)),
        Sequence = sequence,
        PreviousDigest = ByteString.CopyFrom(previous),
        Kind = "enrolment",
        Priority = 5,
        Outcome = "complete",
        SealedSize = (ulong)sealedBytes.Length,
        SealedDigest = ByteString.CopyFrom(SHA256.HashData(sealedBytes)),
        RecipientKeyId = Trust.Registry.Id,
        TrustVersion = Trust.Version,
        BootId = ByteString.CopyFrom(new byte[16]),
    }, Key);
}
