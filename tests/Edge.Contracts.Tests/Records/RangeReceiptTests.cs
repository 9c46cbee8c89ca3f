using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Records;

public sealed class RangeReceiptTests
{
    private const ulong Epoch = 1;

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_100_000);
    private static readonly IReadOnlyList<RecordManifest> Made = [.. WholeRecordTests.Chain(8).Select(m => m.Manifest)];

    private static readonly StoredRanges Said = Sign(Made);

    [Fact]
    public void One_receipt_covers_records_that_name_each_other()
    {
        var said = Sign(Made);
        Assert.Equal(new SequenceRange { First = 17, Last = 24 }, Assert.Single(said.Ranges));

        var (receipt, covered) = RangeReceipts.Verify(said, Epoch, ByNumber(Made), Samples.Trust);
        Assert.Equal(Made.Select(m => m.RecordId).Order(), covered.Select(m => m.RecordId).Order());

        // As any other receipt: whole, and signed by the key it names.
        var fields = StoredReceipts.Verify(receipt, Samples.Trust);
        Assert.Equal((Samples.Node, Epoch, At.ToUnixTimeMilliseconds()), (fields.Node, fields.ArchiveEpoch, fields.StoredAtMs));
        Assert.Throws<MalformedException>(() => StoredReceipts.Verify(receipt, Made[7], Samples.Trust));
    }

    [Fact]
    public void Records_in_any_order_and_with_gaps_make_ranges()
    {
        var some = new[] { Made[6], Made[0], Made[1], Made[5], Made[3] };
        var said = Sign(some);
        Assert.Equal([(17ul, 18ul), (20ul, 20ul), (22ul, 23ul)], said.Ranges.Select(r => (r.First, r.Last)));
        Assert.Equal(some.Select(m => m.Fields.Sequence).Order(), RangeReceipts.Verify(said, Epoch, ByNumber(Made), Samples.Trust).Records.Select(m => m.Fields.Sequence).Order());
    }

    /// <summary>Of any board's records, whichever the hub has stored and the board still has: what is let go of is stored, with the same bytes.</summary>
    [Fact]
    public void A_receipt_never_covers_a_record_that_the_hub_does_not_have()
    {
        var forked = WholeRecordTests.Chain(8).Select((m, i) => i < 3 ? Made[i] : Another(Made[i])).ToList();
        var random = new Random(19);
        for (var round = 0; round < 300; round++)
        {
            var stored = (random.Next(3) == 0 ? forked : Made).Where(_ => random.Next(3) > 0).DefaultIfEmpty(Made[0]).ToList();
            var board = Made.Where(_ => random.Next(4) > 0).ToList();
            var digests = stored.Select(m => Convert.ToHexString(m.Digest)).ToHashSet();
            try
            {
                var (_, covered) = RangeReceipts.Verify(Sign(stored), Epoch, ByNumber(board), Samples.Trust);
                Assert.All(covered, m => Assert.Contains(Convert.ToHexString(m.Digest), digests));
            }
            catch (MalformedException)
            {
                // Not believed: nothing is let go of.
            }
        }
    }

    [Fact]
    public void What_is_beyond_a_gap_is_not_covered()
    {
        var board = ByNumber(Made);
        board.Remove(20);
        Assert.Equal([24ul, 23ul, 22ul, 21ul], RangeReceipts.Verify(Sign(Made), Epoch, board, Samples.Trust).Records.Select(m => m.Fields.Sequence));
        board.Remove(24);
        Assert.Throws<MalformedException>(() => RangeReceipts.Verify(Sign(Made), Epoch, board, Samples.Trust));
    }

    [Fact]
    public void Damage_to_any_byte_is_refused()
    {
        foreach (var damaged in Damage.Every(Said.ToByteArray())) AssertRefused(damaged);
    }

    [Fact]
    public void Any_damage_is_refused() => Property.Holds(Damage.Any, damage => AssertRefused(damage.To(Said.ToByteArray())));

    [Fact]
    public void Another_epoch_chain_board_or_key_is_refused()
    {
        Assert.Throws<MalformedException>(() => RangeReceipts.Verify(Sign(Made), Epoch + 1, ByNumber(Made), Samples.Trust));
        var chain = Sign(Made);
        chain.ChainId = ByteString.CopyFrom(new byte[16]);
        Assert.Throws<MalformedException>(() => RangeReceipts.Verify(chain, Epoch, ByNumber(Made), Samples.Trust));
        Assert.Throws<MalformedException>(() => RangeReceipts.Verify(RangeReceipts.Sign(Made, At, Epoch, Samples.Root), Epoch, ByNumber(Made), Samples.Trust));
        Assert.Throws<MalformedException>(() => RangeReceipts.Verify(Sign([.. Made.Select(Another)]), Epoch, ByNumber(Made), Samples.Trust));
    }

    [Fact]
    public void A_range_without_end_is_refused_before_it_is_walked()
    {
        var said = Sign(Made);
        (said.Ranges[0].First, said.Ranges[0].Last) = (1, Limits.Sequence);
        Assert.Throws<MalformedException>(() => RangeReceipts.Verify(said, Epoch, ByNumber(Made), Samples.Trust));
        said.Ranges.Clear();
        Assert.Throws<MalformedException>(() => RangeReceipts.Verify(said, Epoch, ByNumber(Made), Samples.Trust));
    }

    private static void AssertRefused(byte[] damaged) => Assert.Throws<MalformedException>(() =>
    {
        var said = Decoder.Parse(StoredRanges.Parser, damaged, "ranges");
        // What only adds a field that nobody knows says the same.
        var same = said.ChainId == Said.ChainId && said.StoredAtMs == Said.StoredAtMs && said.Ranges.Equals(Said.Ranges) && said.Signature == Said.Signature;
        if (same) throw new MalformedException("it says the same");
        RangeReceipts.Verify(said, Epoch, ByNumber(Made), Samples.Trust);
    });

    private static StoredRanges Sign(IReadOnlyCollection<RecordManifest> records) => RangeReceipts.Sign(records, At, Epoch, Samples.ReceiptKey);

    private static RecordManifest Another(RecordManifest record)
    {
        var fields = record.Fields.Clone();
        fields.Node = "na-ngoi-02";
        return RecordManifest.Sign(fields, Samples.NodeKey);
    }

    private static Dictionary<ulong, RecordManifest> ByNumber(IEnumerable<RecordManifest> records) => records.ToDictionary(m => m.Fields.Sequence);
}
