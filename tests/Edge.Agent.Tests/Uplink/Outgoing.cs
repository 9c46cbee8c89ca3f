using Edge.Agent.Spool;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Tests.Uplink;

/// <summary>Makes records for the scheduler without a spool behind them.</summary>
internal static class Outgoing
{
    private static readonly SigningKey Key = SigningKey.Create();
    private static readonly byte[] Chain = new byte[16];

    public static OutgoingRecord Record(ulong sequence, long size, int priority = 5)
    {
        var id = new byte[16];
        BitConverter.TryWriteBytes(id, sequence);
        var manifest = RecordManifest.Sign(new Manifest
        {
            Node = "board-1",
            RecordId = ByteString.CopyFrom(id),
            ChainId = ByteString.CopyFrom(Chain),
            Sequence = sequence,
            Kind = "card",
            Priority = (uint)priority,
            Outcome = "complete",
            SealedSize = (ulong)size,
            SealedDigest = ByteString.CopyFrom(new byte[32]),
            RecipientKeyId = "key",
        }, Key);
        return new OutgoingRecord(new SpoolEntry(manifest.RecordId, "00000000", sequence, priority, size + 500), manifest);
    }
}
