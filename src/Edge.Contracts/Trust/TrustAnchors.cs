using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Trust;

/// <summary>A trust file whose signature by the pinned root has been checked.</summary>
public sealed class TrustAnchors
{
    private readonly TrustFile _file;
    private readonly Dictionary<string, VerifyingKey> _receiptKeys;

    private TrustAnchors(TrustFile file, SignedTrust signed)
    {
        _file = file;
        Signed = signed;
        _receiptKeys = file.ReceiptKeys.ToDictionary(k => k.Id, k => new VerifyingKey(k.Spki.Span));
        Registry = new RegistryKey(file.RegistryKeys[0].Id, file.RegistryKeys[0].Spki.Memory);
    }

    /// <summary>Rises with every trust file; a board never goes back.</summary>
    public ulong Version => _file.Version;

    /// <summary>The key new records are sealed to.</summary>
    public RegistryKey Registry { get; }

    /// <summary>The bytes as they were signed, to hand on.</summary>
    public SignedTrust Signed { get; }

    /// <summary>The certificate authorities of hub and boards, DER.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> CaCertificates => [.. _file.CaCertificates.Select(c => c.Memory)];

    /// <summary>The receipt key of that id, or null.</summary>
    public VerifyingKey? ReceiptKey(string id) => _receiptKeys.GetValueOrDefault(id);

    /// <summary>Signs a trust file with the root's private key.</summary>
    public static SignedTrust Sign(TrustFile file, SigningKey root)
    {
        var bytes = file.ToByteArray();
        return new SignedTrust { Trust = ByteString.CopyFrom(bytes), Signature = ByteString.CopyFrom(root.Sign(SignContext.Trust, bytes)) };
    }

    /// <summary>Checks a trust file against the pinned root.</summary>
    /// <exception cref="MalformedException">Its signature or its form is wrong.</exception>
    public static TrustAnchors Verify(SignedTrust signed, VerifyingKey root)
    {
        if (!root.Verify(SignContext.Trust, signed.Trust.Span, signed.Signature.Span))
        {
            throw new MalformedException($"the trust file is not signed by the pinned root {root.Id}");
        }
        var file = Decoder.Parse(TrustFile.Parser, signed.Trust.Span, "trust file");
        if (file.RegistryKeys.Count == 0) throw new MalformedException("the trust file names no registry key");
        if (file.CaCertificates.Count == 0) throw new MalformedException("the trust file names no certificate authority");
        CheckKeys(file);
        if (file.ReceiptKeys.DistinctBy(k => k.Id).Count() != file.ReceiptKeys.Count) throw new MalformedException("the trust file names a receipt key twice");
        return new TrustAnchors(file, signed);
    }

    private static void CheckKeys(TrustFile file)
    {
        var keys = file.RegistryKeys.Concat(file.ReceiptKeys).Concat(file.ReleaseKeys).ToList();
        foreach (var key in keys)
        {
            if (key.Id != KeyId.Of(key.Spki.Span)) throw new MalformedException($"trust file key {key.Id} is not named after its bytes");
        }
        try
        {
            foreach (var key in keys) _ = new VerifyingKey(key.Spki.Span);
            foreach (var ca in file.CaCertificates) X509CertificateLoader.LoadCertificate(ca.Span).Dispose();
        }
        catch (CryptographicException e)
        {
            throw new MalformedException("the trust file holds a key or certificate that cannot be read", e);
        }
    }
}
