using System.Security.Cryptography;
using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Courier;

public sealed class CourierSlipTests
{
    [Fact]
    public void A_slip_reads_back_and_is_its_nodes()
    {
        var made = Slip();
        var (signed, slip) = CourierSlips.Read(CourierSlips.Sign(made, Samples.NodeKey).ToByteArray());
        Assert.Equal(made, slip);
        Assert.True(CourierSlips.IsSignedBy(signed, Samples.NodeKey.Public));
        Assert.False(CourierSlips.IsSignedBy(signed, Samples.Root.Public));
    }

    [Fact]
    public void Damage_to_any_byte_is_never_believed()
    {
        foreach (var damaged in Damage.Every(Signed.ToByteArray())) AssertNotBelieved(damaged);
    }

    [Fact]
    public void Any_damage_is_never_believed()
    {
        var file = Signed.ToByteArray();
        Property.Holds(Damage.Any, damage => AssertNotBelieved(damage.To(file)));
    }

    [Fact]
    public void A_signature_for_another_purpose_is_not_a_slips()
    {
        var slip = Slip().ToByteString();
        foreach (var other in new[] { SignContext.Manifest, SignContext.ChainHead })
        {
            Assert.False(CourierSlips.IsSignedBy(new SignedSlip { Slip = slip, Signature = ByteString.CopyFrom(Samples.NodeKey.Sign(other, slip.Span)) }, Samples.NodeKey.Public));
        }
    }

    public static TheoryData<Action<CourierSlip>> Wrong { get; } = new()
    {
        s => s.Node = "../etc",
        s => s.SlipId = ByteString.CopyFrom(new byte[15]),
        s => s.Head = null,
        s => s.Records[0].RecordId = ByteString.Empty,
        s => s.Records[0].Digest = ByteString.CopyFrom(new byte[31]),
        s => s.Records[0].Sequence = 0,
        s => s.Records[0].Sequence = Limits.Sequence + 1,
        s => s.Records.AddRange(Enumerable.Repeat(s.Records[0], Limits.CourierRecords)),
        s => s.Damaged.AddRange(Enumerable.Repeat(new DamagedRecord { Sequence = 1 }, Limits.OfferedRecords + 1)),
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_slip_out_of_form_is_malformed_even_if_signed(Action<CourierSlip> change)
    {
        var slip = Slip();
        change(slip);
        Assert.Throws<MalformedException>(() => CourierSlips.Read(CourierSlips.Sign(slip, Samples.NodeKey).ToByteArray()));
    }

    [Fact]
    public void The_largest_slip_and_the_largest_receipts_fit_their_files()
    {
        var slip = Slip();
        slip.Records.AddRange(Enumerable.Repeat(slip.Records[0], Limits.CourierRecords - 1));
        Assert.Equal(Limits.CourierRecords, CourierSlips.Read(CourierSlips.Sign(slip, Samples.NodeKey).ToByteArray()).Slip.Records.Count);
        var receipt = Samples.Receipt(Samples.Signed());
        Assert.Equal(Limits.CourierRecords, CourierReceiptFile.Read(CourierReceiptFile.Write([.. Enumerable.Repeat(receipt, Limits.CourierRecords)])).Count);
        Assert.Throws<MalformedException>(() => CourierReceiptFile.Read(CourierReceiptFile.Write([.. Enumerable.Repeat(receipt, Limits.CourierRecords + 1)])));
    }

    internal static CourierSlip Slip() => new()
    {
        Node = Samples.Node,
        SlipId = ByteString.CopyFrom(SHA256.HashData("slip"u8)[..16]),
        Head = ChainHeads.Sign(new ChainHead { Node = Samples.Node, ChainId = Samples.Manifest().ChainId, FirstSequence = 1, LastSequence = 17, LastDigest = ByteString.CopyFrom(Samples.Signed().Digest) }, Samples.NodeKey),
        Records = { new CourierRecord { RecordId = Samples.Manifest().RecordId, Sequence = 17, Digest = ByteString.CopyFrom(SHA256.HashData("digest"u8)) } },
        Damaged = { new DamagedRecord { Sequence = 9 } },
        TrustVersion = 3,
        WrittenAtMs = 1_760_000_000_000,
    };

    // Protobuf takes unknown fields and repeats: what counts is that nothing else than the signed bytes is believed.
    private static void AssertNotBelieved(byte[] file)
    {
        try
        {
            var (signed, _) = CourierSlips.Read(file);
            Assert.False(CourierSlips.IsSignedBy(signed, Samples.NodeKey.Public) && !signed.Slip.Equals(Signed.Slip));
        }
        catch (MalformedException)
        {
            // Not even a slip.
        }
    }

    private static readonly SignedSlip Signed = CourierSlips.Sign(Slip(), Samples.NodeKey);
}
