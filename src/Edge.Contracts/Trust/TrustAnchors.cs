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
        RegistryKeys = [.. file.RegistryKeys.Select(k => new RegistryKey(k.Id, k.Spki.Memory))];
        ReceiptKeys = [.. file.ReceiptKeys.Select(k => new VerifyingKey(k.Spki.Span))];
        ReleaseKeys = [.. file.ReleaseKeys.Select(k => new VerifyingKey(k.Spki.Span))];
        _receiptKeys = ReceiptKeys.ToDictionary(k => k.Id, StringComparer.Ordinal);
    }

    /// <summary>Rises with every trust file; a board never goes back.</summary>
    public ulong Version => _file.Version;

    /// <summary>When it was made, by the clock of the machine that staged it.</summary>
    public DateTimeOffset IssuedAt => UnixTime.Clamped(_file.IssuedAtMs);

    /// <summary>The key new records are sealed to: the first of <see cref="RegistryKeys"/>.</summary>
    public RegistryKey Registry => RegistryKeys[0];

    /// <summary>Every registry key in use; records sealed to the later ones may still be on their way.</summary>
    public IReadOnlyList<RegistryKey> RegistryKeys { get; }

    /// <summary>Keys whose receipts are believed, newest first.</summary>
    public IReadOnlyList<VerifyingKey> ReceiptKeys { get; }

    /// <summary>Keys whose signed releases are installed.</summary>
    public IReadOnlyList<VerifyingKey> ReleaseKeys { get; }

    /// <summary>Ids of receipt keys nothing of which is believed any more.</summary>
    public IReadOnlyCollection<string> RevokedReceiptKeys => _file.RevokedReceiptKeys;

    /// <summary>The bytes as they were signed, to hand on.</summary>
    public SignedTrust Signed { get; }

    /// <summary>The certificate authorities of hub and boards, DER.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> CaCertificates => [.. _file.CaCertificates.Select(c => c.Memory)];

    /// <summary>The receipt key of that id, or null where receipts of it are not to be believed.</summary>
    public VerifyingKey? ReceiptKey(string id) => _receiptKeys.GetValueOrDefault(id);

    /// <summary>A copy of the file, to make the next one of.</summary>
    public TrustFile ToFile() => _file.Clone();

    /// <summary>Signs a trust file with the root's private key.</summary>
    public static SignedTrust Sign(TrustFile file, SigningKey root) => Sign(file.ToByteArray(), root);

    /// <summary>Signs the exact bytes of a trust file that was staged elsewhere.</summary>
    public static SignedTrust Sign(ReadOnlySpan<byte> file, SigningKey root) =>
        new() { Trust = ByteString.CopyFrom(file), Signature = ByteString.CopyFrom(root.Sign(SignContext.Trust, file)) };

    /// <summary>Checks a trust file against the pinned root.</summary>
    /// <exception cref="MalformedException">Its signature or its form is wrong.</exception>
    public static TrustAnchors Verify(SignedTrust signed, VerifyingKey root)
    {
        CheckSize(signed);
        return root.Verify(SignContext.Trust, signed.Trust.Span, signed.Signature.Span)
            ? new TrustAnchors(ReadFile(signed), signed)
            : throw new MalformedException($"the trust file is not signed by the pinned root {root.Id}");
    }

    /// <summary>Reads a trust file that nobody need have signed: to look at before it is, never to believe.</summary>
    /// <exception cref="MalformedException">Its form is wrong.</exception>
    public static TrustFile ReadFile(SignedTrust signed)
    {
        CheckSize(signed);
        var file = Decoder.Parse(TrustFile.Parser, signed.Trust.Span, "trust file");
        TrustRules.Check(file);
        return file;
    }

    private static void CheckSize(SignedTrust signed)
    {
        if (signed.CalculateSize() > Limits.TrustBytes) throw new MalformedException($"trust file of {signed.CalculateSize()} bytes; at most {Limits.TrustBytes}");
    }
}
