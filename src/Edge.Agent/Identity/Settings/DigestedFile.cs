using System.Security.Cryptography;
using Edge.Contracts;

namespace Edge.Agent.Identity.Settings;

/// <summary>Bytes behind their SHA-256, so that damage on the disk shows.</summary>
internal static class DigestedFile
{
    public static byte[] Of(ReadOnlySpan<byte> bytes) => [.. SHA256.HashData(bytes), .. bytes];

    /// <exception cref="MalformedException">They are not as they were written.</exception>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < SHA256.HashSizeInBytes || !SHA256.HashData(file[SHA256.HashSizeInBytes..]).AsSpan().SequenceEqual(file[..SHA256.HashSizeInBytes])) throw new MalformedException("its digest does not match: it is damaged");
        return file[SHA256.HashSizeInBytes..];
    }
}
