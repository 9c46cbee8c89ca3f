using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Agent.Identity.Provisioning;

/// <summary>The certificates of a certs-only CMS message (RFC 5272), which is what an EST server answers with.</summary>
internal static class CertsOnly
{
    private const string SignedData = "1.2.840.113549.1.7.2";

    /// <exception cref="ProvisioningException">It is not such a message.</exception>
    public static List<X509Certificate2> Read(ReadOnlyMemory<byte> der)
    {
        try
        {
            var content = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            if (content.ReadObjectIdentifier() != SignedData) throw new ProvisioningException("the hub's answer is CMS, but not signed data");
            var data = content.ReadSequence(ContextTag(0)).ReadSequence();
            data.ReadInteger();
            data.ReadSetOf();
            data.ReadSequence();
            var certificates = new List<X509Certificate2>();
            if (!data.HasData || !data.PeekTag().HasSameClassAndValue(ContextTag(0))) return certificates;
            var set = data.ReadSetOf(skipSortOrderValidation: true, ContextTag(0));
            while (set.HasData) certificates.Add(X509CertificateLoader.LoadCertificate(set.ReadEncodedValue().Span));
            return certificates;
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            throw new ProvisioningException("the hub's answer is not a certs-only CMS message", e);
        }
    }

    private static Asn1Tag ContextTag(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
