using System.Security.Cryptography;
using Edge.Contracts.Records;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Archive;

/// <summary>The sealed bytes of a record as they stand in the archive.</summary>
internal static class SealedBytes
{
    /// <summary>SHA-256 of what is there, in order.</summary>
    public static async Task<byte[]> DigestAsync(HubDb db, long recordKey, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunks = db.Set<ArchivedChunk>().AsNoTracking().Where(c => c.RecordKey == recordKey).OrderBy(c => c.Offset).Select(c => c.Data);
        await foreach (var data in chunks.AsAsyncEnumerable().WithCancellation(cancellationToken)) hash.AppendData(data);
        return hash.GetHashAndReset();
    }

    /// <summary>True where they match the manifest, and the manifest is the one it was stored as.</summary>
    public static async Task<bool> AreGoodAsync(HubDb db, ArchivedRecord row, CancellationToken cancellationToken)
    {
        if (!SHA256.HashData(row.Manifest).AsSpan().SequenceEqual(row.ManifestDigest)) return false;
        var manifest = RecordManifest.Read(row.Manifest, row.Signature);
        return (await DigestAsync(db, row.Key, cancellationToken)).AsSpan().SequenceEqual(manifest.Fields.SealedDigest.Span);
    }
}
