using System.Security.Cryptography;

namespace Edge.Contracts.Signing;

/// <summary>A private ECDSA P-256 key that signs exact bytes for one purpose at a time.</summary>
public sealed class SigningKey(ECDsa key) : IDisposable
{
    // OpenSSL's key handles may sign from several threads; .NET does not promise it for ECDsa objects.
    private readonly Lock _gate = new();

    /// <summary>The public half.</summary>
    public VerifyingKey Public { get; } = new(key.ExportSubjectPublicKeyInfo());

    /// <summary>Makes a new key.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Signs; the result is 64 bytes, r then s.</summary>
    public byte[] Sign(SignContext context, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            return key.SignData(context.Frame(bytes), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
