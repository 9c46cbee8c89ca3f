using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts;

namespace Edge.Hub.Boards;

/// <summary>A PKCS#10 request: of all it says, only the key is believed, and that because the request is signed with it.</summary>
internal sealed record SigningRequest(PublicKey Key, byte[] Spki)
{
    /// <summary>Largest request taken, DER or PEM.</summary>
    public const int MaxBytes = 8 * 1024;

    private const string P256 = "1.2.840.10045.3.1.7";

    /// <exception cref="MalformedException">It is no request, its signature is wrong, or its key is not P-256.</exception>
    public static SigningRequest Parse(ReadOnlySpan<byte> der) => Read(der.ToArray(), bytes => CertificateRequest.LoadSigningRequest(bytes, HashAlgorithmName.SHA256));

    /// <exception cref="MalformedException">See <see cref="Parse"/>.</exception>
    public static SigningRequest ParsePem(string pem) => Read(pem, text => CertificateRequest.LoadSigningRequestPem(text, HashAlgorithmName.SHA256));

    private static SigningRequest Read<T>(T source, Func<T, CertificateRequest> load)
    {
        try
        {
            using var key = load(source).PublicKey.GetECDsaPublicKey()
                ?? throw new MalformedException("the signing request's key is not an elliptic curve key; P-256 is needed");
            var parameters = key.ExportParameters(includePrivateParameters: false);
            if (parameters.Curve.Oid?.Value != P256) throw new MalformedException("the signing request's key is not on P-256");
            // Written anew, so that one key has one form and one name.
            using var canonical = ECDsa.Create(parameters);
            return new SigningRequest(new PublicKey(canonical), canonical.ExportSubjectPublicKeyInfo());
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or NotSupportedException)
        {
            throw new MalformedException("the signing request is not a PKCS#10 request signed with its own key", e);
        }
    }
}
