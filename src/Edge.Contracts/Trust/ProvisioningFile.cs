using System.Security.Cryptography;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Trust;

/// <summary>
/// The file a technician carries from the hub to a board: text with a header line and base64, so that it survives mail and editors.
/// No signature covers its addresses and secret, so eight bytes of the SHA-256 of what follows come first: damage is told, forgery is not.
/// </summary>
public static class ProvisioningFile
{
    private const string Begin = "-----BEGIN EDGE PROVISIONING-----";
    private const string End = "-----END EDGE PROVISIONING-----";

    private const int ChecksumLength = 8;

    public static string Write(Provisioning provisioning)
    {
        var bytes = provisioning.ToByteArray();
        var base64 = Convert.ToBase64String([.. Checksum(bytes), .. bytes], Base64FormattingOptions.InsertLineBreaks);
        return $"{Begin}\n{base64.ReplaceLineEndings("\n")}\n{End}\n";
    }

    /// <summary>Reads the file and checks its form and that its trust file is signed by the root it names.</summary>
    /// <exception cref="MalformedException">It is not such a file, or it is damaged.</exception>
    public static (Provisioning Provisioning, TrustAnchors Trust) Read(string text)
    {
        if (text.Length > 2 * Limits.TrustBytes) throw new MalformedException($"provisioning file of {text.Length} characters; at most {2 * Limits.TrustBytes}");
        var provisioning = Decoder.Parse(Provisioning.Parser, Checked(Body(text)), "provisioning file");
        if (!Names.IsNode(provisioning.Node)) throw new MalformedException($"provisioning file: node must be {Names.NodeRule}");
        if (!Names.IsToken(provisioning.Group)) throw new MalformedException($"provisioning file: group must be {Names.TokenRule}");
        if (provisioning.Trust is null) throw new MalformedException("provisioning file: the trust file is missing");
        try
        {
            return (provisioning, TrustAnchors.Verify(provisioning.Trust, new VerifyingKey(provisioning.RootSpki.Span)));
        }
        catch (CryptographicException e)
        {
            throw new MalformedException("provisioning file: the root key cannot be read", e);
        }
    }

    private static ReadOnlySpan<byte> Checksum(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes).AsSpan(0, ChecksumLength);

    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> body)
    {
        if (body.Length < ChecksumLength || !body[..ChecksumLength].SequenceEqual(Checksum(body[ChecksumLength..])))
        {
            throw new MalformedException("provisioning file: it was damaged on its way (its checksum does not match); copy it again from the hub");
        }
        return body[ChecksumLength..];
    }

    private static byte[] Body(string text)
    {
        var start = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (start < 0 || end < start + Begin.Length) throw new MalformedException($"not a provisioning file: no line '{Begin}' before '{End}'");
        try
        {
            return Convert.FromBase64String(text[(start + Begin.Length)..end]);
        }
        catch (FormatException e)
        {
            throw new MalformedException("provisioning file: the part between its two lines is not base64", e);
        }
    }
}
