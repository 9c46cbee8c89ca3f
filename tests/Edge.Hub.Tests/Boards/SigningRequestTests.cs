using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts;
using Edge.Hub.Boards;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Boards;

public sealed class SigningRequestTests
{
    [Fact]
    public void A_request_gives_its_key()
    {
        using var key = NodeBench.NewKey();
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), SigningRequest.Parse(NodeBench.Csr(key)).Spki);
    }

    [Theory]
    [InlineData("1.2.840.10045.3.1.7", true)]
    [InlineData("1.3.132.0.34", false)]
    [InlineData("1.3.132.0.10", false)]
    [InlineData("1.3.36.3.3.2.8.1.1.7", false)]
    public void Only_P256_is_taken(string curve, bool taken)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromValue(curve));
        var csr = NodeBench.Csr(key);
        if (taken) SigningRequest.Parse(csr);
        else Assert.Throws<MalformedException>(() => SigningRequest.Parse(csr));
    }

    [Fact]
    public void An_rsa_key_is_refused()
    {
        using var key = RSA.Create(2048);
        var csr = new CertificateRequest("CN=kiosk-1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequest();
        Assert.Throws<MalformedException>(() => SigningRequest.Parse(csr));
    }

    [Fact]
    public void Any_damage_is_refused()
    {
        using var key = NodeBench.NewKey();
        var csr = NodeBench.Csr(key);
        for (var i = 0; i < csr.Length; i++)
        {
            var damaged = csr.ToArray();
            damaged[i] ^= 0x10;
            Assert.Throws<MalformedException>(() => SigningRequest.Parse(damaged));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a request")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----")]
    public void Text_that_is_no_request_is_refused(string text) => Assert.Throws<MalformedException>(() => SigningRequest.ParsePem(text));
}
