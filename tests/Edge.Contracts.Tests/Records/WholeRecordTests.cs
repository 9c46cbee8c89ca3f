using System.Security.Cryptography;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Records;

public sealed class WholeRecordTests
{
    private static readonly IReadOnlyList<(RecordManifest Manifest, ByteString Sealed)> Made = Chain(6);

    [Fact]
    public void Manifests_come_out_as_they_were_signed()
    {
        var read = WholeRecords.Read(Pack(Made).Whole);

        Assert.Equal(Made.Select(m => m.Manifest.Bytes), read.Select(m => m!.Bytes));
        Assert.All(read, m => Assert.True(m!.IsSignedBy(Samples.NodeKey.Public)));
    }

    [Fact]
    public void Only_the_first_manifest_is_told_in_full()
    {
        var whole = Pack(Made).Whole;

        Assert.Equal([WholeRecord.ManifestOneofCase.Exact, .. Enumerable.Repeat(WholeRecord.ManifestOneofCase.Since, 5)], whole.Select(w => w.ManifestCase));
        // The id and two times; the rest follows from the record before and from the bytes.
        Assert.InRange(whole[1].Since.CalculateSize(), 16, 32);
    }

    [Theory]
    [InlineData("chain")]
    [InlineData("gap")]
    [InlineData("officer")]
    [InlineData("priority")]
    public void Whatever_else_changes_comes_out_too(string what)
    {
        var (one, bytes) = Made[0];
        var fields = Next(one, 1, bytes);
        if (what == "chain") fields.ChainId = ByteString.CopyFrom(SHA256.HashData("another"u8)[..16]);
        if (what == "gap") (fields.Sequence, fields.PreviousDigest) = (99, ByteString.CopyFrom(new byte[32]));
        if (what == "officer") fields.Officer = "";
        if (what == "priority") fields.Priority = 0;
        var other = RecordManifest.Sign(fields, Samples.NodeKey);

        Assert.Equal(other.Bytes, WholeRecords.Read(Pack([(one, bytes), (other, bytes)]).Whole)[1]!.Bytes);
    }

    [Fact]
    public void A_manifest_in_another_order_of_fields_comes_out_as_it_is()
    {
        var (one, bytes) = Made[0];
        var fields = Next(one, 1, bytes);
        // Its officer at the beginning instead of the end: the same message, other bytes.
        var last = new Manifest { Officer = fields.Officer }.ToByteArray();
        fields.Officer = "";
        byte[] odd = [.. last, .. fields.ToByteArray()];
        var other = RecordManifest.Read(odd, Samples.NodeKey.Sign(SignContext.Manifest, odd));

        var chunk = Pack([(one, bytes), (other, bytes)]);
        Assert.Equal(WholeRecord.ManifestOneofCase.Exact, chunk.Whole[1].ManifestCase);
        Assert.Equal(odd, WholeRecords.Read(chunk.Whole)[1]!.Bytes);
    }

    [Fact]
    public void Bytes_that_rotted_are_told_from_a_manifest_that_nobody_signed()
    {
        var rotted = Made[1].Sealed.ToByteArray();
        rotted[7] ^= 1;
        var read = WholeRecords.Read(Pack([Made[0], (Made[1].Manifest, ByteString.CopyFrom(rotted)), Made[2]]).Whole);

        Assert.All(read, m => Assert.True(m!.IsSignedBy(Samples.NodeKey.Public)));
        Assert.NotEqual(SHA256.HashData(rotted), read[1]!.Fields.SealedDigest.ToByteArray());
    }

    /// <summary>Damage to any bit of a chunk: each record is one that was signed, with its bytes, or it is refused.</summary>
    [Fact]
    public void Damage_never_makes_another_record()
    {
        var known = Made.Take(3).Select(m => Convert.ToHexString(m.Manifest.Digest)).ToHashSet();
        foreach (var damaged in Damage.Every(Pack(Made.Take(3)).ToByteArray()))
        {
            try
            {
                var chunk = Decoder.Parse(Chunk.Parser, damaged, "chunk");
                var read = WholeRecords.Read(chunk.Whole);
                for (var i = 0; i < read.Count; i++)
                {
                    if (read[i] is not { } record || !record.IsSignedBy(Samples.NodeKey.Public)) continue;
                    Assert.Contains(Convert.ToHexString(record.Digest), known);
                }
            }
            catch (MalformedException)
            {
                // Refused.
            }
        }
    }

    [Fact]
    public void No_record_and_too_many_are_refused()
    {
        Assert.Throws<MalformedException>(() => WholeRecords.Read(new Chunk().Whole));
        Assert.Throws<MalformedException>(() => WholeRecords.Read(new Chunk { Whole = { Enumerable.Range(0, Limits.WholeRecords + 1).Select(_ => new WholeRecord()) } }.Whole));
    }

    [Fact]
    public void A_first_record_without_a_manifest_and_one_of_another_size_are_none()
    {
        var whole = Pack(Made.Take(2)).Whole;
        whole.RemoveAt(0);
        Assert.Null(Assert.Single(WholeRecords.Read(whole)));

        whole = Pack(Made.Take(1)).Whole;
        whole[0].Sealed = ByteString.CopyFrom(new byte[5]);
        Assert.Null(Assert.Single(WholeRecords.Read(whole)));
    }

    internal static IReadOnlyList<(RecordManifest Manifest, ByteString Sealed)> Chain(int count, ulong first = 17)
    {
        var made = new List<(RecordManifest, ByteString)>();
        RecordManifest? before = null;
        for (var i = 0; i < count; i++)
        {
            var bytes = ByteString.CopyFrom(SHA256.HashData([(byte)i]));
            before = RecordManifest.Sign(before is null ? First(first, bytes) : Next(before, i, bytes), Samples.NodeKey);
            made.Add((before, bytes));
        }
        return made;
    }

    private static Manifest First(ulong sequence, ByteString bytes)
    {
        var fields = Samples.Manifest();
        (fields.Sequence, fields.Officer) = (sequence, "o-1");
        (fields.SealedSize, fields.SealedDigest) = ((ulong)bytes.Length, ByteString.CopyFrom(SHA256.HashData(bytes.Span)));
        return fields;
    }

    private static Manifest Next(RecordManifest before, int number, ByteString bytes)
    {
        var fields = First(before.Fields.Sequence + 1, bytes);
        fields.RecordId = ByteString.CopyFrom(SHA256.HashData([(byte)number, 1])[..16]);
        fields.PreviousDigest = ByteString.CopyFrom(before.Digest);
        (fields.MonotonicMs, fields.WallTimeMs) = (fields.MonotonicMs + (ulong)number, fields.WallTimeMs + number);
        return fields;
    }

    private static Chunk Pack(IEnumerable<(RecordManifest Manifest, ByteString Sealed)> records)
    {
        var chunk = new Chunk { Number = 1 };
        RecordManifest? before = null;
        foreach (var (manifest, bytes) in records) chunk.Whole.Add(WholeRecords.Pack(before: before, record: before = manifest, sealedBytes: bytes));
        return chunk;
    }
}
