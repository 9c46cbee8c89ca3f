using Edge.Contracts.Courier;
using Edge.Contracts.Records;

namespace Edge.Contracts.Tests.Courier;

public sealed class CourierReceiptFileTests
{
    private static readonly RecordManifest Made = Samples.Signed();
    private static readonly byte[] File = CourierReceiptFile.Write([Samples.Receipt(Made), Samples.Receipt(Made), Samples.Receipt(Made)]);

    [Fact]
    public void Receipts_read_back() => Assert.All(CourierReceiptFile.Read(File), r => StoredReceipts.Verify(r, Made, Samples.Trust));

    [Fact]
    public void Any_file_that_was_cut_is_malformed()
    {
        for (var length = 1; length < File.Length; length++) Assert.Throws<MalformedException>(() => CourierReceiptFile.Read(File.AsSpan(0, length)));
    }

    [Fact]
    public void Any_damage_leaves_only_receipts_that_are_not_believed_or_true_ones() => Property.Holds(Damage.Any, damage =>
    {
        try
        {
            foreach (var receipt in CourierReceiptFile.Read(damage.To(File))) Assert.Equal(Made.Digest, StoredReceipts.Verify(receipt, Made, Samples.Trust).Digest.ToByteArray());
        }
        catch (MalformedException)
        {
            // The file, or that receipt.
        }
    }, count: 1_000);
}
