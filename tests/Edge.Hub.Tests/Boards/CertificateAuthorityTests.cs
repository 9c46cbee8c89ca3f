using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts;
using Edge.Hub.Boards;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Boards;

public sealed class CertificateAuthorityTests
{
    [Fact]
    public async Task A_node_certificate_is_a_client_of_that_name_for_fifteen_years()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        using var certificate = bench.Authority.IssueNode("kiosk-1", SigningRequest.Parse(NodeBench.Csr(key)).Key);
        Assert.Equal("CN=kiosk-1", certificate.Subject);
        // Whatever the clock said, or will say: only the broker looks at it.
        Assert.Equal(DateTimeOffset.UnixEpoch, new DateTimeOffset(certificate.NotBefore));
        Assert.Equal(bench.Time.Now.AddYears(15), new DateTimeOffset(certificate.NotAfter));
        var usage = Assert.Single(certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>());
        Assert.Equal("1.3.6.1.5.5.7.3.2", Assert.Single(usage.EnhancedKeyUsages.Cast<Oid>()).Value);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature, Assert.Single(certificate.Extensions.OfType<X509KeyUsageExtension>()).KeyUsages);
        Assert.False(Assert.Single(certificate.Extensions.OfType<X509BasicConstraintsExtension>()).CertificateAuthority);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.True(Chains(bench, certificate));
    }

    [Fact]
    public async Task Serials_are_random()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        var request = SigningRequest.Parse(NodeBench.Csr(key));
        using var one = bench.Authority.IssueNode("kiosk-1", request.Key);
        using var two = bench.Authority.IssueNode("kiosk-1", request.Key);
        Assert.NotEqual(one.SerialNumber, two.SerialNumber);
        Assert.Equal(32, one.SerialNumber.Length);
    }

    [Theory]
    [InlineData("1970-01-02")]
    [InlineData("2075-01-01")]
    public async Task A_hub_whose_clock_is_wrong_still_issues(string now)
    {
        await using var bench = await NodeBench.OpenAsync();
        bench.Time.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
        using var certificate = bench.Authority.IssueClient(Names.HubClient);
        using var key = NodeBench.NewKey();
        using var node = bench.Authority.IssueNode("kiosk-1", SigningRequest.Parse(NodeBench.Csr(key)).Key);
        // The clock is put right: nothing has ended meanwhile, nothing begins later.
        foreach (var each in new[] { certificate, node }) Assert.True(each.NotBefore.ToUniversalTime() < new DateTime(2026, 1, 1) && each.NotAfter.ToUniversalTime() > new DateTime(2027, 12, 1));
        CertificateRevocationListBuilder.LoadPem(bench.Authority.Revocations([]), out _);
        Assert.True(certificate.NotBefore >= bench.Keys.Ca.NotBefore && certificate.NotAfter <= bench.Keys.Ca.NotAfter);
    }

    [Fact]
    public async Task The_revocation_list_names_the_serials_and_is_valid_with_the_clock_set_back()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        using var certificate = bench.Authority.IssueNode("kiosk-1", SigningRequest.Parse(NodeBench.Csr(key)).Key);
        var pem = bench.Authority.Revocations([(certificate.SerialNumber, bench.Time.Now)]);
        var read = CertificateRevocationListBuilder.LoadPem(pem, out _);
        Assert.True(read.RemoveEntry(certificate.SerialNumberBytes.Span));
        Assert.StartsWith("-----BEGIN X509 CRL-----", pem, StringComparison.Ordinal);
    }

    private static bool Chains(NodeBench bench, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(bench.Keys.Ca);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = bench.Time.Now.UtcDateTime;
        return chain.Build(certificate);
    }
}
