using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Courier;
using Edge.Hub.Tests.Ingest;
using Google.Protobuf;

namespace Edge.Hub.Tests.Courier;

/// <summary>A stick's content, as a board would have written it.</summary>
internal static class CourierBench
{
    public static CourierIntake Courier(this IngestBench bench) => new(bench.Ingestor, bench.Hub.Databases, bench.Hub.Registry, bench.Signatures);

    public static byte[] File((RecordManifest Manifest, byte[] Bytes) record) => [.. RecordFrame.Header(record.Manifest), .. record.Bytes];

    public static byte[] Slip(SimulatedBoard board, string node, ulong trustVersion = 1, params (RecordManifest Manifest, byte[] Bytes)[] records) =>
        CourierSlips.Sign(Draft(board, node, trustVersion, records), board.Key).ToByteArray();

    public static CourierSlip Draft(SimulatedBoard board, string node, ulong trustVersion, (RecordManifest Manifest, byte[] Bytes)[] records) => new()
    {
        Node = node,
        SlipId = ByteString.CopyFrom(new byte[16]),
        Head = board.NextOffer(board.Sequence).Head,
        Records = { records.Select(r => new CourierRecord { RecordId = r.Manifest.Fields.RecordId, Sequence = r.Manifest.Fields.Sequence, Digest = ByteString.CopyFrom(r.Manifest.Digest) }) },
        TrustVersion = trustVersion,
    };

    public static StoredReceipt Verified(this IngestBench bench, SignedReceipt receipt, RecordManifest record) => StoredReceipts.Verify(receipt, record, bench.Hub.Keys.Trust);

    public static int Receiving(this Have have, RecordManifest record) => have.Records.Count(r => r.RecordId == record.Fields.RecordId && r.StateCase == RecordState.StateOneofCase.Committed);

    public static SignedReceipt? Stored(this Have have, RecordManifest record) => have.Records.SingleOrDefault(r => r.RecordId == record.Fields.RecordId)?.Stored;
}
