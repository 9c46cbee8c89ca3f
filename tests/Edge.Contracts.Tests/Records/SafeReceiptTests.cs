using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Records;

public sealed class SafeReceiptTests
{
    [Fact]
    public void A_receipt_names_board_chain_and_ranges()
    {
        var receipt = SafeReceipts.Verify(Signed(), Samples.Node, Samples.Trust);
        Assert.Equal((Samples.Node, 7UL, 2UL), (receipt.Node, receipt.ArchiveEpoch, receipt.ConfirmedBackup));
        Assert.Equal([new SequenceRange { First = 1, Last = 40 }], receipt.Ranges);
    }

    [Fact]
    public void Damage_to_any_byte_is_refused()
    {
        var good = Signed();
        foreach (var damaged in Damage.Every(good.Receipt.ToByteArray())) AssertRefused(new SignedReceipt { Receipt = ByteString.CopyFrom(damaged), Signature = good.Signature });
        foreach (var damaged in Damage.Every(good.Signature.ToByteArray())) AssertRefused(new SignedReceipt { Receipt = good.Receipt, Signature = ByteString.CopyFrom(damaged) });
    }

    public static TheoryData<Action<SafeReceipt>> Wrong { get; } = new()
    {
        r => r.Node = "na-ngoi-02",
        r => r.ChainId = ByteString.CopyFrom(new byte[15]),
        r => r.Ranges.Clear(),
        r => r.Ranges[0].First = 0,
        r => r.Ranges[0].Last = 0,
        r => r.Ranges[0].Last = ulong.MaxValue,
        r => r.Ranges[0].Last = Limits.KeptPage + 1,
        r => r.Ranges.Add(new SequenceRange { First = 100, Last = 100 + Limits.KeptPage }),
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_is_signed_and_has_not_its_form_is_refused(Action<SafeReceipt> change)
    {
        var receipt = Receipt();
        change(receipt);
        AssertRefused(SafeReceipts.Sign(receipt, Samples.ReceiptKey));
    }

    [Fact]
    public void A_key_the_trust_file_does_not_name_is_refused() => AssertRefused(SafeReceipts.Sign(Receipt(), SigningKey.Create()));

    [Fact]
    public void A_stored_receipts_signature_is_not_a_safe_ones()
    {
        var signed = Signed();
        signed.Signature = ByteString.CopyFrom(Samples.ReceiptKey.Sign(SignContext.Stored, signed.Receipt.Span));
        AssertRefused(signed);
    }

    [Fact]
    public void Ranges_join_what_is_next_to_each_other_in_any_order() =>
        Assert.Equal(["1-3", "5-5", "9-10"], SequenceRanges.Of([10, 2, 1, 5, 3, 9, 2]).Select(r => $"{r.First}-{r.Last}"));

    private static SafeReceipt Receipt() => new()
    {
        Node = Samples.Node,
        ChainId = ByteString.CopyFrom(new byte[16]),
        Ranges = { new SequenceRange { First = 1, Last = 40 } },
        ArchiveEpoch = 7,
        ConfirmedBackup = 2,
    };

    private static SignedReceipt Signed() => SafeReceipts.Sign(Receipt(), Samples.ReceiptKey);

    private static void AssertRefused(SignedReceipt signed) => Assert.Throws<MalformedException>(() => SafeReceipts.Verify(signed, Samples.Node, Samples.Trust));
}
