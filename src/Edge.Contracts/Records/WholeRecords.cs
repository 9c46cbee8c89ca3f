using System.Security.Cryptography;
using Edge.Contracts.Wire;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Edge.Contracts.Records;

/// <summary>Puts small records into one chunk and takes them out again. Of each but the first the manifest is told by what is other than expected after the one before it.</summary>
public static class WholeRecords
{
    /// <param name="before">The one before it in the same chunk; null for the first.</param>
    public static WholeRecord Pack(RecordManifest record, ByteString sealedBytes, RecordManifest? before)
    {
        var whole = new WholeRecord { Signature = ByteString.CopyFrom(record.Signature), Sealed = sealedBytes };
        if (before is not null && Since(record, sealedBytes, before) is { } since) whole.Since = since;
        else whole.Exact = ByteString.CopyFrom(record.Bytes);
        return whole;
    }

    /// <summary>The manifests of a chunk's records, in their order; null for one that cannot be put together, is larger than it may be, or has another size than its manifest says. Signatures and digests are not checked yet.</summary>
    /// <exception cref="MalformedException">It is no chunk of whole records.</exception>
    public static IReadOnlyList<RecordManifest?> Read(RepeatedField<WholeRecord> records)
    {
        if (records.Count is 0 or > Limits.WholeRecords) throw new MalformedException($"chunk of {records.Count} whole records; 1 to {Limits.WholeRecords}");
        var read = new List<RecordManifest?>();
        foreach (var whole in records) read.Add(Read(whole, read.Count == 0 ? null : read[^1]));
        return read;
    }

    private static RecordManifest? Read(WholeRecord whole, RecordManifest? before)
    {
        if (whole.Sealed.Length > Limits.WholeBytes || Bytes(whole, before) is not { } bytes) return null;
        try
        {
            var manifest = RecordManifest.Read(bytes, whole.Signature.ToByteArray());
            return manifest.Fields.SealedSize == (ulong)whole.Sealed.Length ? manifest : null;
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(WholeRecord whole, RecordManifest? before) => whole.ManifestCase switch
    {
        WholeRecord.ManifestOneofCase.Exact => whole.Exact.ToByteArray(),
        WholeRecord.ManifestOneofCase.Since when before is not null => Together(before, whole.Sealed, whole.Since),
        _ => null,
    };

    private static byte[] Together(RecordManifest before, ByteString sealedBytes, Manifest since)
    {
        var fields = Expected(before, sealedBytes);
        fields.MergeFrom(since);
        return fields.ToByteArray();
    }

    // Null where the exact bytes would not come out: they are another's encoding, or a field is empty that the record before has.
    private static Manifest? Since(RecordManifest record, ByteString sealedBytes, RecordManifest before)
    {
        var (since, expected) = (record.Fields.Clone(), Expected(before, sealedBytes));
        foreach (var field in Manifest.Descriptor.Fields.InDeclarationOrder())
        {
            if (Equals(field.Accessor.GetValue(since), field.Accessor.GetValue(expected))) field.Accessor.Clear(since);
        }
        return Together(before, sealedBytes, since).AsSpan().SequenceEqual(record.Bytes) ? since : null;
    }

    private static Manifest Expected(RecordManifest before, ByteString sealedBytes) => new(before.Fields)
    {
        Sequence = before.Fields.Sequence + 1,
        PreviousDigest = ByteString.CopyFrom(before.Digest),
        SealedSize = (ulong)sealedBytes.Length,
        SealedDigest = ByteString.CopyFrom(SHA256.HashData(sealedBytes.Span)),
    };
}
