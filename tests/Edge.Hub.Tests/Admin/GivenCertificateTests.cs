using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Hosting.Configuration;
using Edge.Hub.Admin;
using Edge.Hub.Boards;
using Edge.Hub.Tests.Support;
using Edge.Testing;
using Edge.Testing.Time;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Admin;

/// <summary>A certificate that browsers believe, beside the one that boards do.</summary>
public sealed class GivenCertificateTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ErrorCount _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string CertificateFile => _folder.File("hub.pem");

    private string KeyFile => _folder.File("hub.key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task People_are_shown_the_given_one_and_boards_the_hubs_own_and_a_renewed_one_is_taken_up()
    {
        var first = Write("first");
        await using var hub = await HubHarness.StartAsync(("Listen:Hosts:0", "hub.example"), ("Listen:Certificate", CertificateFile), ("Listen:CertificateKey", KeyFile));
        var own = hub.Get<HubCertificates>().Server!.Thumbprint;
        Assert.Equal((first, true), await ShownAsync(hub, "hub.example"));
        Assert.Equal((own, false), await ShownAsync(hub, "edge-hub"));
        Assert.Equal((own, false), await ShownAsync(hub, "localhost"));
        // A board goes on as before: its certificate is asked for, and renews.
        using var key = NodeBench.NewKey();
        using (var client = hub.Client(await hub.SignAsync("kiosk-1", key)))
        using (var renewed = await client.PostAsync("/.well-known/est/simplereenroll", new StringContent(Convert.ToBase64String(NodeBench.Csr(key))), Token)) Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);

        var second = Write("second");
        Assert.NotEqual(first, second);
        hub.Time.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal((second, true), await ShownAsync(hub, "hub.example"));
        // Half a renewal, or rubbish: what works is shown on.
        await File.WriteAllTextAsync(CertificateFile, "rubbish", Token);
        hub.Time.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal((second, true), await ShownAsync(hub, "hub.example"));
        File.Delete(KeyFile);
        hub.Time.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal((second, true), await ShownAsync(hub, "hub.example"));
    }

    // As certbot does it, and one link more.
    [Fact]
    public void A_renewal_behind_links_is_taken_up()
    {
        var (one, two) = (Write("one", _folder.File("one")), Write("two", _folder.File("two")));
        Point("one");
        File.CreateSymbolicLink(CertificateFile, _folder.File("live.pem"));
        File.CreateSymbolicLink(KeyFile, _folder.File("live.key"));
        var (given, time) = Open();
        Assert.Equal(one, given.For("hub.example")!.TargetCertificate.Thumbprint);
        Point("two");
        time.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(two, given.For("hub.example")!.TargetCertificate.Thumbprint);

        void Point(string name)
        {
            foreach (var end in (string[])["pem", "key"])
            {
                File.Delete(_folder.File($"live.{end}"));
                File.CreateSymbolicLink(_folder.File($"live.{end}"), _folder.File($"{name}.{end}"));
            }
        }
    }

    // Half a renewal, then the whole of it; size and time of the files tell nothing.
    [Fact]
    public void What_could_not_be_read_once_is_read_again_and_told_of_once()
    {
        var first = Write("any");
        var (given, time) = Open();
        var second = Write("any");
        var (key, stamp) = (File.ReadAllText(KeyFile), File.GetLastWriteTimeUtc(KeyFile));
        Put(new string('x', key.Length));
        for (var i = 0; i < 3; i++)
        {
            time.Pass(TimeSpan.FromSeconds(6));
            Assert.Equal(first, given.For("hub.example")!.TargetCertificate.Thumbprint);
        }
        Assert.Equal(1, _log.Errors);
        Put(key);
        time.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(second, given.For("hub.example")!.TargetCertificate.Thumbprint);

        void Put(string text)
        {
            File.WriteAllText(KeyFile, text);
            File.SetLastWriteTimeUtc(KeyFile, stamp);
        }
    }

    [Theory]
    [InlineData("go together", true, false, "hub.example")]
    [InlineData("go together", false, true, "hub.example")]
    [InlineData("Listen:Hosts, which has none", true, true, null)]
    [InlineData("by which boards ask", true, true, "edge-hub")]
    [InlineData("cannot be used", true, true, "hub.example")]
    public async Task One_that_cannot_be_used_is_said_at_the_start(string said, bool certificate, bool key, string? host)
    {
        Write("any");
        if (said == "cannot be used") await File.WriteAllTextAsync(KeyFile, "rubbish", Token);
        var settings = new List<(string, string)>();
        if (certificate) settings.Add(("Listen:Certificate", CertificateFile));
        if (key) settings.Add(("Listen:CertificateKey", KeyFile));
        if (host is not null) settings.Add(("Listen:Hosts:0", host));
        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => HubHarness.StartAsync([.. settings]));
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_for_a_whole_network_serves_health_alone()
    {
        await using var host = HubHost.Create(new HubArguments(_folder.File("hub"), null, new Dictionary<string, string?>
        {
            ["Archive:AllowVolatile"] = "true",
            ["Listen:Http"] = "0.0.0.0:0",
            ["Listen:Https"] = "127.0.0.1:0",
            ["Broker:Mode"] = "External",
            ["Broker:Address"] = "127.0.0.1:1",
        }));
        await host.StartAsync(TextWriter.Null, Token);
        var addresses = host.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var port = new Uri(addresses.Single(a => a.StartsWith("http://0", StringComparison.Ordinal)).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).Port;
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        using var client = new HttpClient(handler);
        foreach (var (path, status) in new[] { ("/health/live", HttpStatusCode.OK), ("/", HttpStatusCode.NotFound), ("/account/sign-in", HttpStatusCode.NotFound), ("/api/v1/boards", HttpStatusCode.NotFound) })
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), Token);
            Assert.Equal((path, status), (path, answer.StatusCode));
        }
        using var page = await client.GetAsync(new Uri(new Uri(addresses.Single(a => a.StartsWith("https", StringComparison.Ordinal))), "/account/sign-in"), Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await host.App.StopAsync(Token);
    }

    // What the name is shown, and whether browsers are told to come by HTTPS alone from now on.
    private static async Task<(string Thumbprint, bool Strict)> ShownAsync(HubHarness hub, string name)
    {
        var shown = "";
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.TargetHost = name;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => (shown = ((X509Certificate2)certificate!).Thumbprint).Length > 0;
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(hub.Https, "/health/live"));
        request.Headers.Host = name;
        using var answer = await client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (shown, answer.Headers.Contains("Strict-Transport-Security"));
    }

    private (GivenCertificate Given, ManualTime Time) Open()
    {
        var time = new ManualTime();
        var given = new GivenCertificate(Options.Create(new ListenOptions { Hosts = ["hub.example"], Certificate = CertificateFile, CertificateKey = KeyFile }), time, _log);
        given.Open();
        return (given, time);
    }

    private string Write(string name, string? at = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(at is null ? CertificateFile : at + ".pem", certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(at is null ? KeyFile : at + ".key", key.ExportPkcs8PrivateKeyPem() + "\n");
        return certificate.Thumbprint;
    }

    private sealed class ErrorCount : ILogger<GivenCertificate>
    {
        public int Errors { get; private set; }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Errors += logLevel == LogLevel.Error ? 1 : 0;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    }
}
