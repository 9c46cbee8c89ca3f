using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Records;

public sealed class StoredReceiptTests
{
    private static readonly RecordManifest Made = Samples.Signed();

    [Fact]
    public void A_receipt_names_its_record()
    {
        var receipt = StoredReceipts.Verify(Samples.Receipt(Made), Made, Samples.Trust);

        Assert.Equal(Made.Digest, receipt.Digest.ToByteArray());
        Assert.Equal((Samples.Node, 17ul, 1ul), (receipt.Node, receipt.Sequence, receipt.ArchiveEpoch));
        Assert.Equal(1_760_000_100_000, receipt.StoredAtMs);
    }

    [Fact]
    public void Damage_to_any_byte_is_refused()
    {
        var receipt = Samples.Receipt(Made);
        foreach (var damaged in Damage.Every(receipt.Receipt.ToByteArray())) AssertRefused(damaged, receipt.Signature.ToByteArray());
        foreach (var damaged in Damage.Every(receipt.Signature.ToByteArray())) AssertRefused(receipt.Receipt.ToByteArray(), damaged);
    }

    [Fact]
    public void Any_damage_is_refused() => Property.Holds(Damage.Any, damage =>
    {
        var receipt = Samples.Receipt(Made);
        AssertRefused(damage.To(receipt.Receipt.ToByteArray()), receipt.Signature.ToByteArray());
        AssertRefused(receipt.Receipt.ToByteArray(), damage.To(receipt.Signature.ToByteArray()));
    });

    public static TheoryData<Action<Manifest>> Others { get; } = new()
    {
        m => m.Node = "na-ngoi-02",
        m => m.RecordId = ByteString.CopyFrom(new byte[16]),
        m => m.ChainId = ByteString.CopyFrom(new byte[16]),
        m => m.Sequence++,
        m => m.SealedDigest = ByteString.CopyFrom(new byte[32]),
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void A_receipt_for_another_record_is_refused(Action<Manifest> change)
    {
        var other = Samples.Manifest();
        change(other);
        var receipt = Samples.Receipt(RecordManifest.Sign(other, Samples.NodeKey));

        Assert.Throws<MalformedException>(() => StoredReceipts.Verify(receipt, Made, Samples.Trust));
    }

    [Fact]
    public void A_key_the_trust_file_does_not_name_is_refused_and_not_quoted()
    {
        var stranger = StoredReceipts.Sign(Made, DateTimeOffset.UnixEpoch, 1, Samples.Root);
        Assert.Throws<MalformedException>(() => StoredReceipts.Verify(stranger, Samples.Trust));

        var hostile = new SignedReceipt { Receipt = new StoredReceipt { KeyId = "x\nfatal: forged line" }.ToByteString() };
        var refusal = Assert.Throws<MalformedException>(() => StoredReceipts.Verify(hostile, Samples.Trust));
        Assert.DoesNotContain("forged", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_safe_receipts_signature_is_not_a_stored_ones()
    {
        var receipt = Samples.Receipt(Made);
        receipt.Signature = ByteString.CopyFrom(Samples.ReceiptKey.Sign(SignContext.Safe, receipt.Receipt.Span));

        Assert.Throws<MalformedException>(() => StoredReceipts.Verify(receipt, Made, Samples.Trust));
    }

    private static void AssertRefused(byte[] receipt, byte[] signature) =>
        Assert.Throws<MalformedException>(() => StoredReceipts.Verify(
            new SignedReceipt { Receipt = ByteString.CopyFrom(receipt), Signature = ByteString.CopyFrom(signature) }, Made, Samples.Trust));
}
