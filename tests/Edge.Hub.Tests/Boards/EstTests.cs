using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Hub.Boards;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Boards;

public sealed class EstTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cacerts_gives_the_authority_of_the_trust_file()
    {
        await using var hub = await HubHarness.StartAsync();
        using var client = hub.Client();
        using var response = await client.GetAsync("/.well-known/est/cacerts", Token);
        Assert.Equal("application/pkcs7-mime", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(hub.Get<CertificateAuthority>().Certificate.RawData, (await ReadAsync(response)).RawData);
    }

    [Fact]
    public async Task A_secret_buys_a_certificate_in_its_own_name_whatever_the_request_says()
    {
        await using var hub = await HubHarness.StartAsync();
        using var key = NodeBench.NewKey();
        using var response = await EnrolAsync(hub, await hub.SecretAsync("kiosk-1"), NodeBench.Csr(key, "root"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var certificate = await ReadAsync(response);
        Assert.Equal("CN=kiosk-1", certificate.Subject);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), Assert.Single(hub.Get<NodeRegistry>().KeysOf("kiosk-1")).Key.Spki.ToArray());
    }

    [Fact]
    public async Task A_wrong_secret_an_unknown_id_and_none_are_refused_alike()
    {
        await using var hub = await HubHarness.StartAsync();
        using var key = NodeBench.NewKey();
        var (id, secret) = await hub.SecretAsync("kiosk-1");
        var answers = new List<string>();
        foreach (var login in new[] { (id, "0" + secret[1..] + "0"), ("0000000000000000", secret) })
        {
            using var response = await EnrolAsync(hub, login, NodeBench.Csr(key));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.NotEmpty(response.Headers.WwwAuthenticate);
            answers.Add(await response.Content.ReadAsStringAsync(Token));
        }
        Assert.Single(answers.Distinct());
        using var client = hub.Client();
        using var none = await client.PostAsync("/.well-known/est/simpleenroll", Body(NodeBench.Csr(key)), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Empty(hub.Get<NodeRegistry>().KeysOf("kiosk-1"));
    }

    [Fact]
    public async Task An_expired_secret_is_refused()
    {
        await using var hub = await HubHarness.StartAsync();
        using var key = NodeBench.NewKey();
        var login = await hub.SecretAsync("kiosk-1");
        hub.Time.Now += TimeSpan.FromDays(30);
        using var response = await EnrolAsync(hub, login, NodeBench.Csr(key));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("expired", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_key_may_retry_until_it_was_used_and_no_other_may()
    {
        await using var hub = await HubHarness.StartAsync();
        using var first = NodeBench.NewKey();
        using var second = NodeBench.NewKey();
        var login = await hub.SecretAsync("kiosk-1");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(hub, login, first));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(hub, login, second));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(hub, login, first));
        await hub.Get<NodeRegistry>().MarkUsedAsync("kiosk-1", first.ExportSubjectPublicKeyInfo(), Token);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(hub, login, first));
    }

    [Fact]
    public async Task Too_many_requests_are_turned_away_before_their_secret_is_looked_at()
    {
        await using var hub = await HubHarness.StartAsync(("Nodes:EnrolPerMinute", "3"));
        using var key = NodeBench.NewKey();
        var login = await hub.SecretAsync("kiosk-1");
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(hub, ("0000000000000000", "x"), key));
        using var response = await EnrolAsync(hub, login, NodeBench.Csr(key));
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task All_together_are_bounded_too()
    {
        await using var hub = await HubHarness.StartAsync(("Nodes:EnrolPerMinuteOverall", "1"));
        using var key = NodeBench.NewKey();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(hub, ("0", "x"), key));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(hub, ("0", "x"), key));
    }

    [Fact]
    public async Task An_oversize_request_is_refused()
    {
        await using var hub = await HubHarness.StartAsync();
        using var response = await EnrolAsync(hub, await hub.SecretAsync("kiosk-1"), new byte[SigningRequest.MaxBytes]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!!!")]
    [InlineData("AAAA")]
    public async Task Garbage_is_refused_and_leaves_the_secret_unbound(string body)
    {
        await using var hub = await HubHarness.StartAsync();
        using var key = NodeBench.NewKey();
        var login = await hub.SecretAsync("kiosk-1");
        using var response = await PostAsync(hub, login, new StringContent(body));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(hub, login, key));
    }

    [Fact]
    public async Task A_certificate_buys_a_new_one_in_the_same_name_even_expired_and_spends_the_secret()
    {
        await using var hub = await HubHarness.StartAsync();
        using var key = NodeBench.NewKey();
        using var next = NodeBench.NewKey();
        var login = await hub.SecretAsync("kiosk-1");
        using var enrolled = await EnrolAsync(hub, login, NodeBench.Csr(key));
        using var held = (await ReadAsync(enrolled)).CopyWithPrivateKey(key);
        hub.Time.Now += TimeSpan.FromDays(16 * 366);
        using var response = await RenewAsync(hub, held, NodeBench.Csr(next, "kiosk-2"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var renewed = await ReadAsync(response);
        Assert.Equal("CN=kiosk-1", renewed.Subject);
        Assert.Equal(2, hub.Get<NodeRegistry>().KeysOf("kiosk-1").Count);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(hub, login, key));
    }

    [Fact]
    public async Task A_revoked_certificate_buys_nothing()
    {
        await using var hub = await HubHarness.StartAsync();
        using var key = NodeBench.NewKey();
        using var held = await hub.SignAsync("kiosk-1", key);
        Assert.True(await hub.Get<NodeRegistry>().RevokeAsync("kiosk-1", Token));
        using var response = await RenewAsync(hub, held, NodeBench.Csr(key));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task The_hubs_own_certificate_and_no_certificate_buy_nothing()
    {
        await using var hub = await HubHarness.StartAsync();
        using var key = NodeBench.NewKey();
        using var own = hub.Get<CertificateAuthority>().IssueClient("hub");
        foreach (var certificate in new[] { own, null })
        {
            using var response = await RenewAsync(hub, certificate, NodeBench.Csr(key));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_certificate_of_another_authority_does_not_get_past_tls()
    {
        await using var hub = await HubHarness.StartAsync();
        await using var other = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        using var foreign = other.Authority.IssueClient("kiosk-1");
        await Assert.ThrowsAsync<HttpRequestException>(() => RenewAsync(hub, foreign, NodeBench.Csr(key)));
    }

    [Fact]
    public async Task A_server_certificate_of_our_authority_is_no_client()
    {
        await using var hub = await HubHarness.StartAsync();
        using var key = NodeBench.NewKey();
        var server = hub.Get<HubCertificates>().Server!;
        await Assert.ThrowsAsync<HttpRequestException>(() => RenewAsync(hub, server, NodeBench.Csr(key)));
    }

    private static async Task<HttpStatusCode> StatusAsync(HubHarness hub, (string Id, string Secret) login, ECDsa key)
    {
        using var response = await EnrolAsync(hub, login, NodeBench.Csr(key));
        return response.StatusCode;
    }

    private static Task<HttpResponseMessage> EnrolAsync(HubHarness hub, (string Id, string Secret) login, byte[] csr) => PostAsync(hub, login, Body(csr));

    private static async Task<HttpResponseMessage> PostAsync(HubHarness hub, (string Id, string Secret) login, HttpContent body)
    {
        using var client = hub.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Id}:{login.Secret}")));
        return await client.PostAsync("/.well-known/est/simpleenroll", body, Token);
    }

    private static async Task<HttpResponseMessage> RenewAsync(HubHarness hub, X509Certificate2? certificate, byte[] csr)
    {
        using var client = hub.Client(certificate);
        return await client.PostAsync("/.well-known/est/simplereenroll", Body(csr), Token);
    }

    private static StringContent Body(byte[] csr)
    {
        var content = new StringContent(Convert.ToBase64String(csr));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pkcs10");
        return content;
    }

    private static async Task<X509Certificate2> ReadAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        var cms = Convert.FromBase64String(await response.Content.ReadAsStringAsync(Token));
#pragma warning disable SYSLIB0057 // The loader that replaces it reads no PKCS#7.
        var collection = new X509Certificate2Collection();
        collection.Import(cms);
#pragma warning restore SYSLIB0057
        return Assert.Single(collection);
    }
}
