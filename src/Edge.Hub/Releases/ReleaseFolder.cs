using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Hosting.Linux;
using Edge.Hub.Keys;

namespace Edge.Hub.Releases;

/// <summary>Release files beside the archive, each named by its digest: written whole and checked before it has that name.</summary>
internal sealed class ReleaseFolder(HubPaths paths, HubKeys keys)
{
    private const int BlockBytes = 128 * 1024;

    /// <summary>Where the file of that digest is, or would be.</summary>
    public string PathOf(string digest) => Path.Combine(paths.Releases, digest + ReleaseRules.Extension);

    public bool Has(string digest, long size) => new FileInfo(PathOf(digest)) is { Exists: true } file && file.Length == size;

    /// <summary>Takes what is sent, of that length. One at a time.</summary>
    /// <exception cref="MalformedException">It is no whole release that boards would install.</exception>
    public async Task<(ReleaseHead Head, string Digest)> TakeAsync(Stream body, long length, CancellationToken cancellationToken)
    {
        if (length > Limits.ReleaseBytes) throw new MalformedException($"the file has {length} bytes; a release has at most {Limits.ReleaseBytes}");
        var disk = new LinuxDisk();
        DurableFile.EnsureFolder(disk, paths.Releases);
        var incoming = Path.Combine(paths.Releases, "incoming");
        disk.Delete(incoming);
        try
        {
            var digest = await WriteAsync(disk, body, length, incoming, cancellationToken);
            ReleaseHead head;
            await using (var file = File.OpenRead(incoming))
            {
                head = ReleaseHead.Read(file);
                head.RequireSignature(keys.Trust.ReleaseKeys);
                head.CheckPayload(file);
            }
            disk.Rename(incoming, PathOf(digest));
            disk.SyncFolder(paths.Releases);
            return (head, digest);
        }
        catch
        {
            disk.Delete(incoming);
            throw;
        }
    }

    public void Delete(string digest)
    {
        new LinuxDisk().Delete(PathOf(digest));
        DurableFile.SyncFolder(paths.Releases);
    }

    private static async Task<string> WriteAsync(LinuxDisk disk, Stream body, long length, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = disk.CreateFile(path, length);
        var (block, left) = (new byte[BlockBytes], length);
        while (left > 0)
        {
            var read = await body.ReadAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), cancellationToken);
            if (read == 0) throw new MalformedException($"{length - left} of {length} bytes came; send the file again");
            file.Write(block.AsSpan(0, read));
            hash.AppendData(block, 0, read);
            left -= read;
        }
        file.Sync();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
