using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Records;

/// <summary>Makes and checks the receipt for which a board lets a record off its queue.</summary>
public static class StoredReceipts
{
    /// <summary>Signs a receipt for a record the hub has committed.</summary>
    public static SignedReceipt Sign(RecordManifest record, DateTimeOffset storedAt, ulong archiveEpoch, SigningKey receiptKey)
    {
        var bytes = new StoredReceipt
        {
            Node = record.Fields.Node,
            RecordId = record.Fields.RecordId,
            ChainId = record.Fields.ChainId,
            Sequence = record.Fields.Sequence,
            Digest = ByteString.CopyFrom(record.Digest),
            StoredAtMs = storedAt.ToUnixTimeMilliseconds(),
            ArchiveEpoch = archiveEpoch,
            KeyId = receiptKey.Public.Id,
        }.ToByteArray();
        return new SignedReceipt
        {
            Receipt = ByteString.CopyFrom(bytes),
            Signature = ByteString.CopyFrom(receiptKey.Sign(SignContext.Stored, bytes)),
        };
    }

    /// <summary>Checks a receipt against the trust file and the record it is said to be for.</summary>
    /// <exception cref="MalformedException">Anything about it is wrong; the record stays queued.</exception>
    public static StoredReceipt Verify(SignedReceipt signed, RecordManifest record, TrustAnchors trust)
    {
        var receipt = Verify(signed, trust);
        var same = receipt.Node == record.Fields.Node
            && receipt.RecordId == record.Fields.RecordId
            && receipt.ChainId == record.Fields.ChainId
            && receipt.Sequence == record.Fields.Sequence
            && receipt.Digest.Span.SequenceEqual(record.Digest);
        return same ? receipt : throw new MalformedException("the receipt is for another record than the one it came with");
    }

    /// <summary>Checks form and signature only, as for a receipt in the ledger.</summary>
    /// <exception cref="MalformedException">No receipt key of the trust file signed it, or it is not a receipt.</exception>
    public static StoredReceipt Verify(SignedReceipt signed, TrustAnchors trust)
    {
        var receipt = Decoder.Parse(StoredReceipt.Parser, signed.Receipt.Span, "receipt");
        var key = trust.ReceiptKey(receipt.KeyId)
            ?? throw new MalformedException($"the receipt's key is not in trust file version {trust.Version}");
        return key.Verify(SignContext.Stored, signed.Receipt.Span, signed.Signature.Span)
            ? receipt
            : throw new MalformedException($"the receipt's signature by key {receipt.KeyId} does not verify");
    }
}
