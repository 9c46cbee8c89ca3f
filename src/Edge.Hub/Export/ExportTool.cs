using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Sealing;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;
using RecordState = Edge.Hub.Archive.RecordState;

namespace Edge.Hub.Export;

/// <summary>Opens stored records with the registry's private keys and writes one folder each. It runs in a process of its own: the hub never holds those keys.</summary>
internal sealed class ExportTool(HubDb db, RegistryKeys registry, string folder, Action<string> talk)
{
    /// <summary>Exports every stored record; returns how many were written, were there already, and could not be opened.</summary>
    public async Task<ExportCount> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Keys first, then row by row: a read that lasted the whole export would keep the running hub's log from shrinking.
        var keys = await db.Set<ArchivedRecord>().Where(r => r.State == RecordState.Stored).OrderBy(r => r.Key).Select(r => r.Key).ToListAsync(cancellationToken);
        var (count, held) = (new ExportCount(), new List<byte[]>());
        foreach (var key in keys)
        {
            var (row, failed) = (await db.Set<ArchivedRecord>().AsNoTracking().SingleAsync(r => r.Key == key, cancellationToken), count.Failed);
            count = await ExportAsync(row, count, cancellationToken);
            if (count.Failed == failed) held.Add(row.ManifestDigest);
            if (count.Total % 100 == 0) talk($"{count.Total} of {keys.Count}");
        }
        ExportList.Write(folder, held);
        return count;
    }

    private async Task<ExportCount> ExportAsync(ArchivedRecord row, ExportCount count, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, row.Node, FolderName(row));
        if (Directory.Exists(target)) return count with { AlreadyThere = count.AlreadyThere + 1 };
        if (registry.Find(row.RecipientKeyId) is not { } key)
        {
            talk($"record {row.RecordId} of {row.Node} is sealed to registry key {row.RecipientKeyId}, and given were {registry.Ids}; give that key too (--key FILE can be repeated)");
            return count with { Failed = count.Failed + 1 };
        }
        try
        {
            var record = RecordSeal.Open(await SealedBytesAsync(row, cancellationToken), key, row.Node, row.RecordId, row.Kind);
            RecordFolder.Write(target, record);
            return count with { Written = count.Written + 1 };
        }
        catch (Exception e) when (e is CryptographicException or MalformedException)
        {
            talk($"record {row.RecordId} of {row.Node} could not be opened: {e.Message}");
            return count with { Failed = count.Failed + 1 };
        }
    }

    private async Task<byte[]> SealedBytesAsync(ArchivedRecord row, CancellationToken cancellationToken)
    {
        var manifest = RecordManifest.Read(row.Manifest, row.Signature);
        var bytes = new byte[row.SealedSize];
        var chunks = db.Set<ArchivedChunk>().AsNoTracking().Where(c => c.RecordKey == row.Key).OrderBy(c => c.Offset);
        await foreach (var chunk in chunks.AsAsyncEnumerable().WithCancellation(cancellationToken)) chunk.Data.CopyTo(bytes, chunk.Offset);
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(manifest.Fields.SealedDigest.Span)) throw new MalformedException("its bytes in the archive no longer match its manifest");
        return bytes;
    }

    // The digest tells apart two contents that came under one id.
    private static string FolderName(ArchivedRecord row) =>
        $"{row.Sequence:D12}-{row.RecordId}" + (row.Flags.HasFlag(RecordFlags.SameIdOtherDigest) ? $"-{Convert.ToHexStringLower(row.ManifestDigest.AsSpan(0, 4))}" : "");
}
