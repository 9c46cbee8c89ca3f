using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Records;

/// <summary>Makes and checks the signed head of a chain, which names the newest record a board made.</summary>
public static class ChainHeads
{
    public static SignedHead Sign(ChainHead head, SigningKey nodeKey)
    {
        var bytes = head.ToByteArray();
        return new SignedHead { Head = ByteString.CopyFrom(bytes), Signature = ByteString.CopyFrom(nodeKey.Sign(SignContext.ChainHead, bytes)) };
    }

    /// <summary>Reads a head; null where none of the node's keys signed it.</summary>
    /// <exception cref="MalformedException">It is not a head.</exception>
    public static ChainHead? Read(SignedHead signed, IEnumerable<VerifyingKey> nodeKeys)
    {
        var head = Decoder.Parse(ChainHead.Parser, signed.Head.Span, "chain head");
        if (head.ChainId.Length != 16) throw new MalformedException("chain head's chain_id must be 16 bytes");
        return nodeKeys.Any(k => k.Verify(SignContext.ChainHead, signed.Head.Span, signed.Signature.Span)) ? head : null;
    }
}
