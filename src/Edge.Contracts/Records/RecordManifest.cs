using System.Security.Cryptography;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Records;

/// <summary>A manifest whose form has been checked, with the exact bytes that were signed.</summary>
public sealed class RecordManifest
{
    private RecordManifest(Manifest fields, byte[] bytes, byte[] signature)
    {
        Fields = fields;
        Bytes = bytes;
        Signature = signature;
        Digest = SHA256.HashData(bytes);
        RecordId = new Guid(fields.RecordId.Span, bigEndian: true);
        ChainId = new Guid(fields.ChainId.Span, bigEndian: true);
    }

    /// <summary>The decoded fields; do not change them, the signature covers <see cref="Bytes"/>.</summary>
    public Manifest Fields { get; }

    /// <summary>The exact bytes signed.</summary>
    public byte[] Bytes { get; }

    /// <summary>The node's signature over <see cref="Bytes"/>.</summary>
    public byte[] Signature { get; }

    /// <summary>SHA-256 of <see cref="Bytes"/>: what receipts and the next record of the chain name.</summary>
    public byte[] Digest { get; }

    public Guid RecordId { get; }

    public Guid ChainId { get; }

    /// <summary>Signs a manifest the caller has filled in.</summary>
    public static RecordManifest Sign(Manifest fields, SigningKey nodeKey)
    {
        var bytes = fields.ToByteArray();
        return Read(bytes, nodeKey.Sign(SignContext.Manifest, bytes));
    }

    /// <summary>Reads a manifest and checks its form, not yet its signature.</summary>
    /// <exception cref="MalformedException">It is not a manifest of ours.</exception>
    public static RecordManifest Read(byte[] bytes, byte[] signature)
    {
        if (bytes.Length > Limits.ManifestBytes) throw new MalformedException($"manifest of {bytes.Length} bytes; at most {Limits.ManifestBytes}");
        if (signature.Length != VerifyingKey.SignatureLength) throw new MalformedException($"signature of {signature.Length} bytes; {VerifyingKey.SignatureLength} needed");
        var fields = Decoder.Parse(Manifest.Parser, bytes, "manifest");
        ManifestRules.Check(fields);
        return new RecordManifest(fields, bytes, signature);
    }

    /// <summary>Reads a manifest from the wire.</summary>
    /// <exception cref="MalformedException">It is not a manifest of ours.</exception>
    public static RecordManifest Read(SignedManifest signed) => Read(signed.Manifest.ToByteArray(), signed.Signature.ToByteArray());

    /// <summary>True where the given key of the manifest's node signed it.</summary>
    public bool IsSignedBy(VerifyingKey nodeKey) => nodeKey.Verify(SignContext.Manifest, Bytes, Signature);

    public SignedManifest ToWire() => new() { Manifest = ByteString.CopyFrom(Bytes), Signature = ByteString.CopyFrom(Signature) };
}
