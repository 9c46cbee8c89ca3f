using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Sealing;
using Edge.Hosting.Linux;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Export;

/// <summary>Opens a stored record in memory, with the keys that were given.</summary>
internal sealed class RecordOpener(RegistryKeys registry)
{
    /// <exception cref="UnopenedException">This record cannot be opened; another may be.</exception>
    public async Task<OpenedRecord> OpenAsync(HubDb db, ArchivedRecord row, CancellationToken cancellationToken)
    {
        if (registry.Find(row.RecipientKeyId) is not { } key) throw new UnopenedException($"is sealed to registry key {row.RecipientKeyId}, and given were {registry.Ids}; give that key too (--key FILE can be repeated)");
        try
        {
            return SealedParts.Open(RecordSeal.Open(await SealedBytesAsync(db, row, cancellationToken), key, row.Node, row.RecordId, row.Kind), registry, row.Node, row.RecordId);
        }
        catch (Exception e) when (e is CryptographicException or MalformedException)
        {
            throw new UnopenedException($"could not be opened: {Reason.Of(e)}", e);
        }
    }

    private static async Task<byte[]> SealedBytesAsync(HubDb db, ArchivedRecord row, CancellationToken cancellationToken)
    {
        var manifest = RecordManifest.Read(row.Manifest, row.Signature);
        var bytes = new byte[row.SealedSize];
        var chunks = db.Set<ArchivedChunk>().AsNoTracking().Where(c => c.RecordKey == row.Key).OrderBy(c => c.Offset);
        await foreach (var chunk in chunks.AsAsyncEnumerable().WithCancellation(cancellationToken)) chunk.Data.CopyTo(bytes, chunk.Offset);
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(manifest.Fields.SealedDigest.Span)) throw new MalformedException("its bytes in the archive no longer match its manifest");
        return bytes;
    }
}

/// <summary>A record could not be opened; the message goes on from "record … of …".</summary>
internal sealed class UnopenedException(string message, Exception? inner = null) : Exception(message, inner);
