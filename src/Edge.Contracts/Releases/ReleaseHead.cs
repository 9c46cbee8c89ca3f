using System.Buffers.Binary;
using System.Security.Cryptography;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Releases;

/// <summary>The beginning of a release file: a line that says what it is, the length, the signed manifest. The payload follows.</summary>
/// <param name="Signed">As it stands in the file.</param>
/// <param name="Manifest">What it says; believed only where a release key has signed it.</param>
/// <param name="Length">Bytes before the payload.</param>
public sealed record ReleaseHead(SignedRelease Signed, ReleaseManifest Manifest, int Length)
{
    private const int LengthBytes = 4;

    private static ReadOnlySpan<byte> Magic => "EDGE-RELEASE-1\n"u8;

    /// <summary>Bytes of the whole file.</summary>
    public long FileLength => Length + (long)Manifest.PayloadSize;

    /// <summary>Reads it from the first bytes of a file, at most <see cref="Limits.ReleaseHeadBytes"/> of them, and checks its form; not yet who signed it.</summary>
    /// <exception cref="MalformedException">It is no release file, or its beginning is not whole.</exception>
    public static ReleaseHead Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Magic)) throw new MalformedException("it is not a release file");
        var rest = file[Magic.Length..];
        if (rest.Length < LengthBytes) throw new MalformedException("the release file ends in its beginning");
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > Limits.ReleaseHeadBytes - Magic.Length - LengthBytes) throw new MalformedException($"the release's manifest has {length} bytes; at most {Limits.ReleaseHeadBytes}");
        if (rest.Length - LengthBytes < length) throw new MalformedException("the release file ends in its beginning");
        var signed = Decoder.Parse(SignedRelease.Parser, rest.Slice(LengthBytes, (int)length), "release");
        var manifest = Decoder.Parse(ReleaseManifest.Parser, signed.Manifest.Span, "release's manifest");
        ReleaseRules.Check(manifest);
        return new ReleaseHead(signed, manifest, Magic.Length + LengthBytes + (int)length);
    }

    /// <summary>The same of a whole file, which has to be as long as its manifest says.</summary>
    /// <exception cref="MalformedException">It is no release file, or cut off.</exception>
    public static ReleaseHead Read(Stream file)
    {
        var bytes = new byte[(int)Math.Min(file.Length, Limits.ReleaseHeadBytes)];
        file.Position = 0;
        file.ReadExactly(bytes);
        var head = Read(bytes);
        return file.Length == head.FileLength ? head : throw new MalformedException($"the release file has {file.Length} bytes of {head.FileLength}: it was cut off on its way; copy it again");
    }

    /// <summary>Reads the payload through once.</summary>
    /// <exception cref="MalformedException">It is not what was signed.</exception>
    public void CheckPayload(Stream file)
    {
        file.Position = Length;
        if (!SHA256.HashData(file).AsSpan().SequenceEqual(Manifest.PayloadDigest.Span)) throw new MalformedException("the release file was damaged on its way (its digest does not match); copy it again");
    }

    /// <summary>The bytes before the payload.</summary>
    public static byte[] Write(SignedRelease signed)
    {
        var message = signed.ToByteArray();
        var bytes = new byte[Magic.Length + LengthBytes + message.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Magic.Length), (uint)message.Length);
        message.CopyTo(bytes.AsSpan(Magic.Length + LengthBytes));
        // Nobody is given what nobody could read.
        Read(bytes);
        return bytes;
    }

    /// <summary>The same manifest, signed.</summary>
    public SignedRelease Sign(SigningKey key) =>
        new() { Manifest = Signed.Manifest, KeyId = key.Public.Id, Signature = ByteString.CopyFrom(key.Sign(SignContext.Release, Signed.Manifest.Span)) };

    /// <summary>Checks that one of these keys signed it.</summary>
    /// <exception cref="MalformedException">None did.</exception>
    public void RequireSignature(IReadOnlyCollection<VerifyingKey> keys)
    {
        if (Signed.Signature.IsEmpty) throw new MalformedException("the release is not signed");
        var key = keys.FirstOrDefault(k => k.Id == Signed.KeyId) ?? throw new MalformedException(Names.IsToken(Signed.KeyId)
            ? $"the release is signed by key {Signed.KeyId}, which is no release key of the trust file" : "the release does not say which key signed it");
        if (!key.Verify(SignContext.Release, Signed.Manifest.Span, Signed.Signature.Span)) throw new MalformedException($"the release's signature by key {key.Id} does not verify");
    }
}
