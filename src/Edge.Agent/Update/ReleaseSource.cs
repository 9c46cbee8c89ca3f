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

    /// <summary>A durable copy, of as many bytes as the file has now: not more, should its owner make it longer meanwhile.</summary>
    /// <exception cref="MalformedException">It became shorter.</exception>
    /// <exception cref="DiskException">There is no room for it, or the disk failed.</exception>
    public static void Copy(FileStream from, IDisk disk, string to)
    {
        disk.Delete(to);
        from.Position = 0;
        using var copy = disk.CreateFile(to, from.Length);
        var block = new byte[BlockBytes];
        for (var left = from.Length; left > 0;)
        {
            var read = from.Read(block, 0, (int)Math.Min(block.Length, left));
            if (read == 0) throw new MalformedException($"{from.Name} became shorter while it was copied");
            copy.Write(block.AsSpan(0, read));
            left -= read;
        }
        copy.Sync();
    }

    /// <summary>How a release is told from others of the same version.</summary>
    public static string DigestOf(ReleaseHead head) => Convert.ToHexStringLower(SHA256.HashData(head.Signed.Manifest.Span));
}
