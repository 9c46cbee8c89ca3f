using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf.Collections;

namespace Edge.Contracts.Trust;

/// <summary>What a trust file must be, whoever signed it.</summary>
internal static class TrustRules
{
    public static void Check(TrustFile file)
    {
        if (file.Version is 0 or > Limits.TrustVersion) throw new MalformedException($"the trust file's version is {file.Version}; 1 to {Limits.TrustVersion}");
        if (file.RegistryKeys.Count == 0) throw new MalformedException("the trust file names no registry key");
        if (file.CaCertificates.Count == 0) throw new MalformedException("the trust file names no certificate authority");
        Count(file.CaCertificates.Count, Limits.TrustKeys, "certificate authorities");
        Count(file.RevokedReceiptKeys.Count, Limits.RevokedKeys, "revoked receipt keys");
        CheckKeys(file.RegistryKeys, "registry key");
        CheckKeys(file.ReceiptKeys, "receipt key");
        CheckKeys(file.ReleaseKeys, "release key");
        CheckRevoked(file);
        CheckCertificates(file);
    }

    private static void CheckKeys(RepeatedField<Wire.PublicKey> keys, string what)
    {
        Count(keys.Count, Limits.TrustKeys, $"{what}s");
        if (keys.DistinctBy(k => k.Id).Count() != keys.Count) throw new MalformedException($"the trust file names a {what} twice");
        foreach (var key in keys)
        {
            if (key.Id != KeyId.Of(key.Spki.Span)) throw new MalformedException($"a {what} of the trust file is not named after its bytes");
            try
            {
                _ = new VerifyingKey(key.Spki.Span);
            }
            catch (CryptographicException e)
            {
                throw new MalformedException($"a {what} of the trust file cannot be read", e);
            }
        }
    }

    // Both at once would leave it to each reader which of the two to believe.
    private static void CheckRevoked(TrustFile file)
    {
        foreach (var id in file.RevokedReceiptKeys)
        {
            if (!Names.IsToken(id)) throw new MalformedException("a revoked receipt key of the trust file is not a key id");
            if (file.ReceiptKeys.Any(k => k.Id == id)) throw new MalformedException($"the trust file names receipt key {id} as good and as revoked");
        }
    }

    private static void CheckCertificates(TrustFile file)
    {
        try
        {
            foreach (var ca in file.CaCertificates) X509CertificateLoader.LoadCertificate(ca.Span).Dispose();
        }
        catch (CryptographicException e)
        {
            throw new MalformedException("a certificate authority of the trust file cannot be read", e);
        }
    }

    private static void Count(int count, int most, string what)
    {
        if (count > most) throw new MalformedException($"the trust file names {count} {what}; at most {most}");
    }
}
