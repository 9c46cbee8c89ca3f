using System.Security.Cryptography.X509Certificates;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Broker;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Broker;

public sealed class BrokerFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_certificate_of_a_revoked_board_is_listed_and_its_name_denied()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        var secret = await bench.AddAsync("kiosk-1");
        using var one = await bench.EnrolAsync(secret, key);
        using var two = await bench.EnrolAsync(secret, key);
        using var other = await bench.EnrolAsync(await bench.AddAsync("kiosk-2"), NodeBench.NewKey());
        await bench.Revoker.RevokeAsync(Actor.CommandLine, "kiosk-1", Token);

        var (acl, crl) = await WriteAsync(bench);

        Assert.Contains("user kiosk-1\ntopic deny #\n", acl, StringComparison.Ordinal);
        Assert.DoesNotContain("user kiosk-2\ntopic deny", acl, StringComparison.Ordinal);
        // A name that is denied is given nothing beside it.
        Assert.DoesNotContain("north/NBIRTH/kiosk-1", acl, StringComparison.Ordinal);
        Assert.Contains("user kiosk-2\ntopic write spBv1.0/north/NBIRTH/kiosk-2\ntopic write spBv1.0/north/NDATA/kiosk-2\ntopic write spBv1.0/north/NDEATH/kiosk-2\ntopic read spBv1.0/north/NCMD/kiosk-2\ntopic read spBv1.0/STATE/hub\n", acl, StringComparison.Ordinal);
        var list = CertificateRevocationListBuilder.LoadPem(crl, out _);
        Assert.True(list.RemoveEntry(one.SerialNumberBytes.Span) && list.RemoveEntry(two.SerialNumberBytes.Span));
        Assert.False(list.RemoveEntry(other.SerialNumberBytes.Span));
    }

    [Fact]
    public async Task A_replacement_lifts_the_denial_and_not_the_revocation()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var old = await bench.EnrolAsync(await bench.AddAsync("kiosk-1"), NodeBench.NewKey());
        await bench.Revoker.RevokeAsync(Actor.CommandLine, "kiosk-1", Token);
        using var replacement = await bench.EnrolAsync(await bench.AddAsync("kiosk-1"), NodeBench.NewKey());

        var (acl, crl) = await WriteAsync(bench);

        Assert.DoesNotContain("deny", acl, StringComparison.Ordinal);
        var list = CertificateRevocationListBuilder.LoadPem(crl, out _);
        Assert.True(list.RemoveEntry(old.SerialNumberBytes.Span));
        Assert.False(list.RemoveEntry(replacement.SerialNumberBytes.Span));
    }

    [Fact]
    public async Task An_evicted_board_is_denied_and_held_off_until_it_is_let_in_again()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var certificate = await bench.EnrolAsync(await bench.AddAsync("kiosk-1"), NodeBench.NewKey());
        using var other = await bench.EnrolAsync(await bench.AddAsync("kiosk-2"), NodeBench.NewKey());
        Assert.True(bench.Evicted.Add("kiosk-1"));
        Assert.False(bench.Evicted.Add("kiosk-1"));

        var (acl, crl) = await WriteAsync(bench);
        Assert.Contains("user kiosk-1\ntopic deny #\n", acl, StringComparison.Ordinal);
        var list = CertificateRevocationListBuilder.LoadPem(crl, out _);
        Assert.True(list.RemoveEntry(certificate.SerialNumberBytes.Span));
        Assert.False(list.RemoveEntry(other.SerialNumberBytes.Span));

        Assert.True(bench.Evicted.Remove("kiosk-1"));
        (acl, crl) = await WriteAsync(bench);
        Assert.DoesNotContain("deny", acl, StringComparison.Ordinal);
        Assert.False(CertificateRevocationListBuilder.LoadPem(crl, out _).RemoveEntry(certificate.SerialNumberBytes.Span));
        Assert.False(bench.Registry.IsRevoked("kiosk-1"));
    }

    private static async Task<(string Acl, string Crl)> WriteAsync(NodeBench bench)
    {
        var files = new BrokerFiles(bench.Paths, new HubCertificates(bench.Authority, bench.Paths, bench.Time), bench.Authority, bench.Databases, bench.Evicted, bench.Time);
        await files.WriteListsAsync(Token);
        return (await File.ReadAllTextAsync(Path.Combine(bench.Paths.Broker, "acl"), Token), await File.ReadAllTextAsync(Path.Combine(bench.Paths.Broker, "crl.pem"), Token));
    }
}
