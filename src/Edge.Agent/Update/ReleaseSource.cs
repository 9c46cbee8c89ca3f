using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Hosting.Linux;
using Microsoft.Win32.SafeHandles;

namespace Edge.Agent.Update;

/// <summary>A release file that somebody else may own: no link is followed, nothing that blocks is waited for, and no more of it is read than it may have.</summary>
internal static class ReleaseSource
{
    public const int BlockBytes = 128 * 1024;

    /// <exception cref="DiskException">It cannot be opened, or is a link.</exception>
    /// <exception cref="MalformedException">It is no plain file, or larger than any release.</exception>
    public static FileStream Open(string path, long most = Limits.ReleaseBytes)
    {
        var descriptor = LibC.Open(path, LibC.ReadOnly | LibC.NoFollow | LibC.NonBlock | LibC.CloseOnExec, 0);
        if (descriptor < 0) throw LinuxDisk.Error("open", path);
        var file = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        try
        {
            if (!file.CanSeek) throw new MalformedException($"{path} is no plain file");
            if (file.Length > most) throw new MalformedException($"{path} has {file.Length} bytes; at most {most} are possible");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A small file of somebody else, whole.</summary>
    public static byte[] ReadSmall(string path, int most)
    {
        using var file = Open(path, most);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Its beginning.</summary>
    /// <exception cref="MalformedException">It is no release, or cut off: the length is that of the manifest or it is none.</exception>
    public static ReleaseHead ReadHead(FileStream file)
    {
        var bytes = new byte[(int)Math.Min(file.Length, Limits.ReleaseHeadBytes)];
        file.Position = 0;
        file.ReadExactly(bytes);
        var head = ReleaseHead.Read(bytes);
        return file.Length == head.FileLength ? head : throw new MalformedException($"the release file has {file.Length} bytes of {head.FileLength}: it was cut off on its way; copy it again");
    }

    /// <summary>Reads the payload through once.</summary>
    /// <exception cref="MalformedException">It is not what was signed.</exception>
    public static void CheckPayload(FileStream file, ReleaseHead head)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockBytes];
        file.Position = head.Length;
        for (int read; (read = file.Read(block)) > 0;) hash.AppendData(block.AsSpan(0, read));
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(head.Manifest.PayloadDigest.Span)) throw new MalformedException("the release file was damaged on its way (its digest does not match); copy it again");
    }

    /// <summary>How a release is told from others of the same version.</summary>
    public static string DigestOf(ReleaseHead head) => Convert.ToHexStringLower(SHA256.HashData(head.Signed.Manifest.Span));
}
