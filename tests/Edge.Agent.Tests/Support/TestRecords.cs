using System.Security.Cryptography;
using Edge.Agent.Spool;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Tests.Support;

/// <summary>Signed manifests with random bytes where the sealed record would be.</summary>
internal static class TestRecords
{
    public static readonly Guid Chain = Guid.Parse("0a1b2c3d-0000-4000-8000-000000000001");

    public static (RecordManifest Manifest, byte[] Sealed) Make(ulong sequence, int size = 300, Guid? id = null, SigningKey? key = null, int priority = 5)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var manifest = RecordManifest.Sign(new Manifest
        {
            Node = "kiosk-1",
            RecordId = Bytes(id ?? NewId()),
            ChainId = Bytes(Chain),
            Sequence = sequence,
            Kind = "enrolment",
            Priority = (uint)priority,
            Outcome = "complete",
            SealedSize = (ulong)size,
            SealedDigest = ByteString.CopyFrom(SHA256.HashData(bytes)),
            RecipientKeyId = "registry",
            TrustVersion = 1,
        }, key ?? TestKeys.Shared.Node);
        return (manifest, bytes);
    }

    public static SignedReceipt ReceiptFor(RecordManifest manifest) =>
        StoredReceipts.Sign(manifest, new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero), 1, TestKeys.Shared.Receipt);

    public static SpoolEntry EntryFor(IRecordSpool spool, RecordManifest manifest) => spool.Queued.Single(e => e.RecordId == manifest.RecordId);

    public static Guid NewId() => new(RandomNumberGenerator.GetBytes(16));

    private static ByteString Bytes(Guid id) => ByteString.CopyFrom(id.ToByteArray(bigEndian: true));
}
