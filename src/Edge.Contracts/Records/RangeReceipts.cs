using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Records;

/// <summary>Makes and checks one receipt for many records of a chain: numbers without a gap, of which each manifest names the one before it, so that the last one's digest stands for all.</summary>
public static class RangeReceipts
{
    /// <summary>Signs a receipt for records of one board and chain that the hub has committed.</summary>
    public static StoredRanges Sign(IReadOnlyCollection<RecordManifest> records, DateTimeOffset storedAt, ulong archiveEpoch, SigningKey receiptKey)
    {
        var fields = records.First().Fields;
        var ranges = new List<StoredRange>();
        foreach (var record in records.OrderBy(r => r.Fields.Sequence)) Add(ranges, record);
        var receipt = Receipt(fields.Node, fields.ChainId, storedAt.ToUnixTimeMilliseconds(), archiveEpoch, receiptKey.Public.Id, ranges);
        return new StoredRanges
        {
            ChainId = fields.ChainId,
            Ranges = { ranges.Select(r => new SequenceRange { First = r.First, Last = r.Last }) },
            StoredAtMs = receipt.StoredAtMs,
            Signature = ByteString.CopyFrom(receiptKey.Sign(SignContext.Stored, receipt.ToByteArray())),
        };
    }

    /// <summary>Puts the receipt together again from what the board has, and checks it.</summary>
    /// <param name="said">With its chain filled in.</param>
    /// <param name="archiveEpoch">Of the have that it came with.</param>
    /// <param name="records">The board's records that may be meant, of one chain and by number.</param>
    /// <returns>The receipt, and the records that it is for.</returns>
    /// <exception cref="MalformedException">Anything about it is wrong; the records stay queued.</exception>
    public static (SignedReceipt Receipt, IReadOnlyList<RecordManifest> Records) Verify(StoredRanges said, ulong archiveEpoch, IReadOnlyDictionary<ulong, RecordManifest> records, TrustAnchors trust)
    {
        SequenceRanges.Check(said.ChainId, said.Ranges, Limits.WholeRecords, "range receipt");
        var (ranges, covered) = (new List<StoredRange>(), new List<RecordManifest>());
        foreach (var range in said.Ranges)
        {
            if (!records.TryGetValue(range.Last, out var last)) throw new MalformedException($"the receipt is for number {range.Last}, which is not under way here");
            ranges.Add(new StoredRange { First = range.First, Last = range.Last, Digest = ByteString.CopyFrom(last.Digest) });
            covered.AddRange(Linked(last, range.First, records));
        }
        if (covered.Count == 0) throw new MalformedException("the range receipt names no record");
        var fields = covered[0].Fields;
        foreach (var key in trust.ReceiptKeys)
        {
            var bytes = Receipt(fields.Node, said.ChainId, said.StoredAtMs, archiveEpoch, key.Id, ranges).ToByteArray();
            if (key.Verify(SignContext.Stored, bytes, said.Signature.Span)) return (new SignedReceipt { Receipt = ByteString.CopyFrom(bytes), Signature = said.Signature }, covered);
        }
        throw new MalformedException($"no receipt key of trust file version {trust.Version} signed this for these records");
    }

    /// <summary>What the receipt says of one of its records.</summary>
    public static StoredReceipt Of(RecordManifest record, StoredReceipt receipt) => new(receipt)
    {
        RecordId = record.Fields.RecordId,
        Sequence = record.Fields.Sequence,
        Digest = ByteString.CopyFrom(record.Digest),
    };

    // Down from the last as far as each names the one before it: what is beyond a gap is not proven.
    private static IEnumerable<RecordManifest> Linked(RecordManifest last, ulong first, IReadOnlyDictionary<ulong, RecordManifest> records)
    {
        yield return last;
        while (last.Fields.Sequence > first && records.TryGetValue(last.Fields.Sequence - 1, out var before) && last.Fields.PreviousDigest.Span.SequenceEqual(before.Digest)) yield return last = before;
    }

    private static void Add(List<StoredRange> ranges, RecordManifest record)
    {
        var (number, digest) = (record.Fields.Sequence, ByteString.CopyFrom(record.Digest));
        if (ranges.LastOrDefault() is { } range && range.Last + 1 == number && range.Digest == record.Fields.PreviousDigest) (range.Last, range.Digest) = (number, digest);
        else ranges.Add(new StoredRange { First = number, Last = number, Digest = digest });
    }

    private static StoredReceipt Receipt(string node, ByteString chain, long storedAt, ulong epoch, string keyId, IEnumerable<StoredRange> ranges) => new()
    {
        Node = node,
        ChainId = chain,
        StoredAtMs = storedAt,
        ArchiveEpoch = epoch,
        KeyId = keyId,
        Ranges = { ranges },
    };
}
