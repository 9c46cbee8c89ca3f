using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Courier;

/// <summary>Makes and checks the slip that says what a board put into one folder of a stick.</summary>
public static class CourierSlips
{
    public static SignedSlip Sign(CourierSlip slip, SigningKey nodeKey)
    {
        var bytes = slip.ToByteArray();
        return new SignedSlip { Slip = ByteString.CopyFrom(bytes), Signature = ByteString.CopyFrom(nodeKey.Sign(SignContext.CourierSlip, bytes)) };
    }

    /// <summary>Reads a slip's file and checks its form; nothing in it is to be believed before <see cref="IsSignedBy"/>.</summary>
    /// <exception cref="MalformedException">It is not a slip of ours.</exception>
    public static (SignedSlip Signed, CourierSlip Slip) Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > Limits.CourierBytes) throw new MalformedException($"courier slip of {file.Length} bytes; at most {Limits.CourierBytes}");
        var signed = Decoder.Parse(SignedSlip.Parser, file, "courier slip");
        var slip = Decoder.Parse(CourierSlip.Parser, signed.Slip.Span, "courier slip");
        Check(slip);
        return (signed, slip);
    }

    /// <summary>True where this key of the slip's node signed it.</summary>
    public static bool IsSignedBy(SignedSlip signed, VerifyingKey nodeKey) => nodeKey.Verify(SignContext.CourierSlip, signed.Slip.Span, signed.Signature.Span);

    private static void Check(CourierSlip slip)
    {
        Require(Names.IsNode(slip.Node), "node", Names.NodeRule);
        Require(slip.SlipId.Length == 16, "slip_id", "16 bytes");
        Require(slip.Head is not null, "head", "there");
        Require(slip.Records.Count <= Limits.CourierRecords, "records", $"at most {Limits.CourierRecords}");
        Require(slip.Records.All(r => r.RecordId.Length == 16 && r.Digest.Length == 32 && r.Sequence is > 0 and <= Limits.Sequence), "records", "ids of 16 bytes, digests of 32 and numbers that can be");
        Require(slip.Damaged.Count <= Limits.OfferedRecords, "damaged", $"at most {Limits.OfferedRecords}");
    }

    private static void Require(bool holds, string field, string rule)
    {
        if (!holds) throw new MalformedException($"courier slip's field {field} must be {rule}");
    }
}
