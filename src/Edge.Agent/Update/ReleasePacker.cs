using System.IO.Compression;
using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Update;

/// <summary>Makes an unsigned release file of a program's folder: the same bytes of the same files.</summary>
/// <param name="manifest">All but files and payload.</param>
/// <param name="basis">The folder of an earlier release, whose files are left out where they are the same; null for a whole release.</param>
internal sealed class ReleasePacker(ReleaseManifest manifest, string folder, string? basis, CompressionLevel level)
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute;

    /// <exception cref="MalformedException">No board could use it.</exception>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        var payload = path + ".payload";
        try
        {
            await using (var file = new FileStream(payload, FileMode.Create, FileAccess.ReadWrite))
            {
                await FillAsync(file, cancellationToken);
                file.Position = 0;
                manifest.PayloadSize = (ulong)file.Length;
                manifest.PayloadDigest = ByteString.CopyFrom(await SHA256.HashDataAsync(file, cancellationToken));
                file.Position = 0;
                await using var whole = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                await whole.WriteAsync(ReleaseHead.Write(new SignedRelease { Manifest = manifest.ToByteString() }), cancellationToken);
                await file.CopyToAsync(whole, cancellationToken);
                whole.Flush(flushToDisk: true);
            }
        }
        finally
        {
            File.Delete(payload);
        }
    }

    private async Task FillAsync(FileStream file, CancellationToken cancellationToken)
    {
        await using var packed = new BrotliStream(file, level, leaveOpen: true);
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal))
        {
            await using var from = File.OpenRead(Path.Combine(folder, path));
            var digest = await SHA256.HashDataAsync(from, cancellationToken);
            var same = basis is not null && await IsSameAsync(Path.Combine(basis, path), digest, cancellationToken);
            manifest.Files.Add(new ReleaseEntry { Path = path, Size = (ulong)from.Length, Digest = ByteString.CopyFrom(digest), Executable = File.GetUnixFileMode(from.Name).HasFlag(Execute), OfBase = same });
            if (same) continue;
            from.Position = 0;
            await from.CopyToAsync(packed, cancellationToken);
        }
    }

    private static async Task<bool> IsSameAsync(string path, byte[] digest, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return false;
        await using var file = File.OpenRead(path);
        return (await SHA256.HashDataAsync(file, cancellationToken)).AsSpan().SequenceEqual(digest);
    }
}
