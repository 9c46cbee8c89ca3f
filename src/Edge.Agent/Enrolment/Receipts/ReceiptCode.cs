using System.Buffers.Text;
using System.Text;
using Edge.Contracts;
using Edge.Contracts.Signing;

namespace Edge.Agent.Enrolment.Receipts;

/// <summary>What a receipt's QR says: which record of which board, signed by that board, and nothing about whom.</summary>
/// <param name="Node">The board.</param>
/// <param name="RecordId">The record.</param>
/// <param name="Digest">The first 8 bytes of its manifest's digest, in hexadecimal; zeros where the board no longer knew it.</param>
internal sealed record ReceiptCode(string Node, Guid RecordId, string Digest)
{
    public const string Prefix = "edge1:receipt:";

    /// <summary>Hexadecimal digits of the digest.</summary>
    public const int DigestLetters = 16;

    private const int LongestCode = 300;

    /// <summary>As it was read; empty on one that is made.</summary>
    public byte[] Signature { get; private init; } = [];

    private string Signed => $"{Prefix}{Node}:{RecordId}:{Digest}";

    public string Sign(SigningKey key) => $"{Signed}:{Base64Url.EncodeToString(key.Sign(SignContext.PaperReceipt, Encoding.ASCII.GetBytes(Signed)))}";

    public bool IsSignedBy(VerifyingKey key) => key.Verify(SignContext.PaperReceipt, Encoding.ASCII.GetBytes(Signed), Signature);

    /// <summary>A code as it was scanned, its signature not checked yet; null where it is no receipt's.</summary>
    public static ReceiptCode? Read(string code)
    {
        if (code.Length > LongestCode || !code.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        if (code[Prefix.Length..].Split(':') is not [var node, var record, var digest, var signature]) return null;
        if (!Names.IsNode(node) || !Guid.TryParseExact(record, "D", out var id) || digest.Length != DigestLetters || !digest.All(char.IsAsciiHexDigitLower)) return null;
        var bytes = new byte[VerifyingKey.SignatureLength];
        return signature.All(char.IsAscii) && Base64Url.IsValid(signature, out var length) && length == bytes.Length && Base64Url.DecodeFromChars(signature, bytes) == bytes.Length
            ? new ReceiptCode(node, id, digest) { Signature = bytes }
            : null;
    }
}
