using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Sealing;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;
using RecordState = Edge.Hub.Archive.RecordState;

namespace Edge.Hub.Export;

/// <summary>
/// Opens stored records with the registry's private keys and writes one folder each. It runs in a process of its own: the hub never
/// holds those keys. What it lists boards may delete one day, so it lists what was read back and matched in this run and nothing else.
/// </summary>
internal sealed class ExportTool(HubDb db, RegistryKeys registry, string folder, Action<string> talk)
{
    /// <summary>Exports every stored record; returns how many were written, were there already, and are not here as they should be.</summary>
    /// <exception cref="IOException">The folder's disk takes nothing more; no list was written.</exception>
    public async Task<ExportCount> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Delete(ExportList.PathIn(folder));
        // Keys first, then row by row: a read that lasted the whole export would keep the running hub's log from shrinking.
        var keys = await db.Set<ArchivedRecord>().Where(r => r.State == RecordState.Stored).OrderBy(r => r.Key).Select(r => r.Key).ToListAsync(cancellationToken);
        var (count, held) = (new ExportCount(), new List<byte[]>());
        foreach (var key in keys)
        {
            var row = await db.Set<ArchivedRecord>().AsNoTracking().SingleAsync(r => r.Key == key, cancellationToken);
            var there = Directory.Exists(FolderOf(row));
            if (await IsExportedAsync(row, there, cancellationToken))
            {
                held.Add(row.ManifestDigest);
                count = there ? count with { AlreadyThere = count.AlreadyThere + 1 } : count with { Written = count.Written + 1 };
            }
            else
            {
                count = count with { Failed = count.Failed + 1 };
            }
            if (count.Total % 100 == 0) talk($"{count.Total} of {keys.Count}");
        }
        ExportList.Write(folder, held);
        return count;
    }

    // One record's error is that record's: the others are exported all the same.
    private async Task<bool> IsExportedAsync(ArchivedRecord row, bool there, CancellationToken cancellationToken)
    {
        if (registry.Find(row.RecipientKeyId) is not { } key)
        {
            talk($"record {row.RecordId} of {row.Node} is sealed to registry key {row.RecipientKeyId}, and given were {registry.Ids}; give that key too (--key FILE can be repeated)");
            return false;
        }
        try
        {
            var record = RecordSeal.Open(await SealedBytesAsync(row, cancellationToken), key, row.Node, row.RecordId, row.Kind);
            var target = FolderOf(row);
            if (!there) RecordFolder.Write(target, record);
            if (RecordFolder.Difference(target, record) is not { } difference) return true;
            talk($"record {row.RecordId} of {row.Node} is not listed: {difference}; move that folder away and run the export again");
        }
        catch (Exception e) when (e is CryptographicException or MalformedException)
        {
            talk($"record {row.RecordId} of {row.Node} could not be opened: {e.Message}");
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException io && !ExportDisk.IsOver(io, folder)))
        {
            talk($"record {row.RecordId} of {row.Node} could not be written or read back: {e.Message}");
        }
        return false;
    }

    private string FolderOf(ArchivedRecord row) => Path.Combine(folder, FileNames.Safe(row.Node), FolderName(row));

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

/// <summary>What an export did.</summary>
internal readonly record struct ExportCount(int Written, int AlreadyThere, int Failed)
{
    public int Total => Written + AlreadyThere + Failed;
}
