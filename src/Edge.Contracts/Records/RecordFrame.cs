using System.Buffers.Binary;
using Edge.Contracts.Signing;

namespace Edge.Contracts.Records;

/// <summary>A record as a file, on a board or a stick: 4 bytes manifest length (big-endian), manifest, 64 bytes signature, sealed bytes.</summary>
public static class RecordFrame
{
    private const int LengthBytes = 4;

    /// <summary>The most there can be before the sealed bytes.</summary>
    public const int LargestHeader = LengthBytes + Limits.ManifestBytes + VerifyingKey.SignatureLength;

    /// <summary>The largest such file.</summary>
    public const int LargestFile = LargestHeader + Limits.SealedBytes;

    public static byte[] Header(RecordManifest manifest)
    {
        var header = new byte[HeaderLength(manifest)];
        BinaryPrimitives.WriteUInt32BigEndian(header, (uint)manifest.Bytes.Length);
        manifest.Bytes.CopyTo(header, LengthBytes);
        manifest.Signature.CopyTo(header, LengthBytes + manifest.Bytes.Length);
        return header;
    }

    public static int HeaderLength(RecordManifest manifest) => LengthBytes + manifest.Bytes.Length + VerifyingKey.SignatureLength;

    /// <summary>Reads the manifest at the beginning of a file and checks its form, not yet its signature.</summary>
    /// <exception cref="MalformedException">There is none.</exception>
    public static RecordManifest ReadManifest(ReadOnlySpan<byte> file)
    {
        if (file.Length < LengthBytes) throw new MalformedException($"the file has {file.Length} bytes, too few for a manifest");
        var length = BinaryPrimitives.ReadUInt32BigEndian(file);
        if (length > Limits.ManifestBytes || LengthBytes + length + VerifyingKey.SignatureLength > file.Length)
        {
            throw new MalformedException($"the manifest's length of {length} does not fit its file ({file.Length} bytes read) or the limit of {Limits.ManifestBytes}");
        }
        var end = LengthBytes + (int)length;
        return RecordManifest.Read(file[LengthBytes..end].ToArray(), file[end..(end + VerifyingKey.SignatureLength)].ToArray());
    }

    /// <summary>Reads a whole file: the sealed bytes are exactly those its manifest names. Who signed the manifest is not looked at.</summary>
    /// <exception cref="MalformedException">It is cut, longer, or not what its manifest says.</exception>
    public static (RecordManifest Manifest, ReadOnlyMemory<byte> Sealed) Read(ReadOnlyMemory<byte> file)
    {
        var manifest = ReadManifest(file.Span);
        var bytes = file[HeaderLength(manifest)..];
        if ((ulong)bytes.Length != manifest.Fields.SealedSize) throw new MalformedException($"the file has {bytes.Length} sealed bytes, its manifest names {manifest.Fields.SealedSize}");
        return System.Security.Cryptography.SHA256.HashData(bytes.Span).AsSpan().SequenceEqual(manifest.Fields.SealedDigest.Span)
            ? (manifest, bytes)
            : throw new MalformedException("the sealed bytes do not have the digest their manifest names");
    }
}
