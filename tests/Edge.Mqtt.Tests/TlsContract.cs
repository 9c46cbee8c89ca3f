using System.Net;
using System.Net.Sockets;
using Edge.Testing;

namespace Edge.Mqtt.Tests;

/// <summary>Whom every adapter believes, and what it says of those whom it does not, against real brokers.</summary>
public abstract class TlsContract(BrokerFixture fixture)
{
    protected abstract IMqttConnector NewConnector();

    [Fact(Timeout = 180_000)]
    public async Task Certificate_that_is_not_yet_valid_is_accepted()
    {
        // As seen by a board whose clock stands before the certificate's beginning.
        var server = fixture.Pki.Server(notBefore: Year(2041), notAfter: Year(2060));
        await using var broker = await Broker.StartAsync(fixture.Pki, server);
        await using var connection = await ConnectAsync(fixture.Client(port: broker.Port));
    }

    [Fact(Timeout = 180_000)]
    public async Task Certificate_that_has_expired_is_accepted()
    {
        var server = fixture.Pki.Server(notBefore: Year(1999), notAfter: Year(2001));
        await using var broker = await Broker.StartAsync(fixture.Pki, server);
        await using var connection = await ConnectAsync(fixture.Client(port: broker.Port));
    }

    [Fact(Timeout = 180_000)]
    public async Task Another_name_than_the_expected_is_refused()
    {
        var failure = await RefusedAsync(fixture.Client() with { ServerName = "other.test" });
        Assert.Contains("hostname mismatch", failure, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("other.test", failure, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Subject_or_wildcard_is_no_name()
    {
        // The subject of this certificate is CN=hub.test.
        await using var broker = await Broker.StartAsync(fixture.Pki, fixture.Pki.Server(dnsName: "*.test"));
        Assert.Contains("hostname mismatch", await RefusedAsync(fixture.Client(port: broker.Port)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = 180_000)]
    public async Task Another_authority_is_refused()
    {
        using var other = new Pki();
        Assert.Contains("certificate is refused", await RefusedAsync(fixture.Client() with { CaFile = other.CaFile }), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Nobody_is_asked_whether_a_certificate_is_revoked()
    {
        // Where the network is an uplink of 20 seconds, a question would be the end of the attempt.
        using var list = new TcpListener(IPAddress.Loopback, 0);
        list.Start();
        await using var broker = await Broker.StartAsync(fixture.Pki, fixture.Pki.Server(revocationList: $"http://{list.LocalEndpoint}/crl"));
        await using var connection = await ConnectAsync(fixture.Client(port: broker.Port));
        Assert.False(list.Pending());
    }

    [Theory(Timeout = 180_000)]
    [InlineData(Pki.ClientUsage)]
    [InlineData(null)]
    public async Task Certificate_that_is_not_for_a_server_is_refused(string? usage)
    {
        await using var broker = await Broker.StartAsync(fixture.Pki, fixture.Pki.Server(usage: usage));
        Assert.Contains("purpose", await RefusedAsync(fixture.Client(port: broker.Port)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Revoked_client_is_told_that_it_is_revoked()
    {
        using var pki = new Pki();
        var (certificate, key) = pki.Client("stolen");
        var good = pki.Client("good");
        await using var broker = await Broker.StartAsync(pki, pki.Server(), pki.Crl(certificate));
        var options = fixture.Client(port: broker.Port) with { CaFile = pki.CaFile, ClientId = "stolen", CertificateFile = certificate, KeyFile = key };

        Assert.Contains("revoked", await RefusedAsync(options), StringComparison.Ordinal);
        await using var connection = await ConnectAsync(options with { ClientId = "good", CertificateFile = good.Certificate, KeyFile = good.Key });
    }

    [Fact(Timeout = 180_000)]
    public async Task Client_of_another_authority_is_refused_by_the_broker()
    {
        using var other = new Pki();
        var (certificate, key) = other.Client("stranger");
        Assert.Contains("refuses our certificate", await RefusedAsync(fixture.Client() with { CertificateFile = certificate, KeyFile = key }), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Unusable_files_are_named()
    {
        var options = fixture.Client();
        Assert.Contains("/not/there.pem", await RefusedAsync(options with { CaFile = "/not/there.pem" }), StringComparison.Ordinal);
        Assert.Contains(options.KeyFile, await RefusedAsync(options with { CertificateFile = options.KeyFile }), StringComparison.Ordinal);
        var another = fixture.Pki.Client("another");
        var mixed = await RefusedAsync(options with { KeyFile = another.Key });
        Assert.Contains(another.Key, mixed, StringComparison.Ordinal);
        Assert.Contains("mismatch", mixed, StringComparison.Ordinal);
    }

    private static DateTimeOffset Year(int year) => new(year, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private Task<IMqttConnection> ConnectAsync(MqttOptions options) => NewConnector().ConnectAsync(options, TestContext.Current.CancellationToken);

    private async Task<string> RefusedAsync(MqttOptions options) =>
        (await Assert.ThrowsAsync<MqttException>(() => ConnectAsync(options))).Message;
}
