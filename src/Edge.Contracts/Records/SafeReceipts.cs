using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Records;

/// <summary>Makes and checks the receipt for which a board deletes kept records: a copy of them is away from the hub's machine.</summary>
public static class SafeReceipts
{
    /// <summary>Signs a receipt for ranges of one chain; the caller has filled in all but the key's id.</summary>
    public static SignedReceipt Sign(SafeReceipt receipt, SigningKey receiptKey)
    {
        receipt.KeyId = receiptKey.Public.Id;
        var bytes = receipt.ToByteArray();
        return new SignedReceipt { Receipt = ByteString.CopyFrom(bytes), Signature = ByteString.CopyFrom(receiptKey.Sign(SignContext.Safe, bytes)) };
    }

    /// <summary>Checks a receipt against the trust file and the board it is said to be for.</summary>
    /// <exception cref="MalformedException">Anything about it is wrong; nothing may be deleted for it.</exception>
    public static SafeReceipt Verify(SignedReceipt signed, string node, TrustAnchors trust)
    {
        var receipt = Decoder.Parse(SafeReceipt.Parser, signed.Receipt.Span, "safe receipt");
        var key = trust.ReceiptKey(receipt.KeyId)
            ?? throw new MalformedException($"the safe receipt's key is not in trust file version {trust.Version}");
        if (!key.Verify(SignContext.Safe, signed.Receipt.Span, signed.Signature.Span))
        {
            throw new MalformedException($"the safe receipt's signature by key {receipt.KeyId} does not verify");
        }
        if (receipt.Node != node) throw new MalformedException("the safe receipt is for another board");
        if (receipt.Ranges.Count == 0) throw new MalformedException("the safe receipt names no record");
        SequenceRanges.Check(receipt.ChainId, receipt.Ranges, Limits.KeptPage, "safe receipt");
        return receipt;
    }
}
