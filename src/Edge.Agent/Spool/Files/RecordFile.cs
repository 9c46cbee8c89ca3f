using System.Buffers;
using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;

namespace Edge.Agent.Spool.Files;

/// <summary>A record's bytes (<see cref="RecordFrame"/>), read where they lie.</summary>
internal static class RecordFile
{
    /// <summary>Reads the manifest, which must have its form and a signature by one of the keys.</summary>
    /// <exception cref="MalformedException">It has not.</exception>
    /// <exception cref="IOException">The disk cannot read it.</exception>
    public static RecordManifest ReadManifest(IRecordBytes file, IReadOnlyList<VerifyingKey> keys)
    {
        var buffer = new byte[RecordFrame.LargestHeader];
        var manifest = RecordFrame.ReadManifest(buffer.AsSpan(0, Fill(file, 0, buffer)));
        return keys.Any(manifest.IsSignedBy) ? manifest : throw new MalformedException("the manifest is not signed by a key of this board");
    }

    /// <summary>Compares the sealed bytes with the manifest's digest.</summary>
    /// <exception cref="MalformedException">They differ.</exception>
    public static void CheckDigest(IRecordBytes file, RecordManifest manifest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long at = RecordFrame.HeaderLength(manifest);
            int read;
            while ((read = file.Read(at, buffer)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                at += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(manifest.Fields.SealedDigest.Span))
        {
            throw new MalformedException("the sealed bytes do not have the digest their manifest names");
        }
    }

    /// <summary>All of it, or as much as there is to be read.</summary>
    public static byte[] ReadAll(IRecordBytes file)
    {
        var bytes = new byte[file.Length];
        var read = Fill(file, 0, bytes);
        // Not a second array of megabytes for each release.
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>Reads until the output is full or the file ends.</summary>
    public static int Fill(IRecordBytes file, long offset, Span<byte> output)
    {
        var done = 0;
        while (done < output.Length)
        {
            var read = file.Read(offset + done, output[done..]);
            if (read == 0) break;
            done += read;
        }
        return done;
    }
}
