using System.Security.Cryptography;
using Edge.Agent.Spool.Files;
using Edge.Agent.Storage;
using Edge.Benchmarks.Measuring;
using Edge.Contracts.Records;

namespace Edge.Benchmarks.Startup;

/// <summary>Fills a spool with good records as a board would have left them, but without an fsync for each.</summary>
internal sealed class SpoolFiller(ManifestWriter manifests, DataFolder data)
{
    // One board's starts over months leave many chains.
    private const int PerChain = 500;

    /// <summary>Returns the records' ids; what was written is for <see cref="PageCache.WriteOut"/> to make durable.</summary>
    public IReadOnlyList<Guid> Fill(int records, int sealedBytes, Action<int> progress, CancellationToken cancellationToken)
    {
        foreach (var folder in (string[])[data.Root, data.Spool]) Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var ids = new List<Guid>(records);
        var bytes = new byte[sealedBytes];
        byte[] previous = [];
        var chain = Guid.Empty;
        for (var i = 0; i < records; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (i % PerChain == 0) chain = new Guid(RandomNumberGenerator.GetBytes(16));
            if (i % 10_000 == 0) progress(i);
            RandomNumberGenerator.Fill(bytes);
            var manifest = manifests.Describe(bytes, chain, (ulong)i + 1, previous);
            Write(manifest, bytes);
            ids.Add(manifest.RecordId);
            previous = manifest.Digest;
        }
        return ids;
    }

    private void Write(RecordManifest manifest, ReadOnlySpan<byte> bytes)
    {
        var name = RecordFileName.Of(RecordFileName.Entry(manifest, RecordFrame.HeaderLength(manifest) + bytes.Length));
        using var file = File.OpenHandle(Path.Combine(data.Spool, name), FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, RecordFrame.Header(manifest), 0);
        RandomAccess.Write(file, bytes, RecordFrame.HeaderLength(manifest));
    }
}
