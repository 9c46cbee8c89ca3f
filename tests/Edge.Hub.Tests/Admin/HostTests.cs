using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Edge.Hub.Admin;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Settings;
using Edge.Hub.Tests.Support;
using Edge.Hub.Views;
using Edge.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Hub.Tests.Admin;

/// <summary>Whose name a request names, how long an answer is, and on which families of addresses they meet.</summary>
public sealed class HostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_that_somebody_else_made_point_here_reaches_nothing()
    {
        await using var hub = await HubHarness.StartAsync(("Listen:Hosts:0", "hub.example"));
        using (var admin = new HubSocket(hub.Paths.Data))
        {
            await admin.PostAsync<Provisioned>("v1/nodes", new NodeAddRequest("kiosk-1", "north", "broker.example:8883", "enrol.example:8443"), Token);
        }
        var settings = hub.Get<BoardSettings>();
        await settings.DraftAsync(Actor.CommandLine, "", new JsonObject { ["mqttAddresses"] = new JsonArray("new.example:8883"), ["httpsAddresses"] = new JsonArray("Moved.example:8443") }, Token);
        await settings.IssueAsync(Actor.CommandLine, "", Token);
        // The client would look for the name it asks for in the certificate; a browser does too, and this is not about that.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        using var client = new HttpClient(handler);
        (Uri At, string Host, bool Allowed)[] all =
        [
            (new(hub.Http, "/"), "evil.example", false), (new(hub.Http, "/health/live"), "evil.example:8080", false), (new(hub.Https, "/.well-known/est/cacerts"), "evil.example", false),
            (new(hub.Http, "/"), "localhost", true), (new(hub.Http, "/"), "HUB.example:80", true), (new(hub.Http, "/"), "10.1.2.3:8080", true), (new(hub.Http, "/"), "[::1]:8080", true),
            // What boards are told, and only where they come in.
            (new(hub.Https, "/.well-known/est/cacerts"), "moved.example:8443", true), (new(hub.Http, "/"), "moved.example", false),
            (new(hub.Https, "/.well-known/est/cacerts"), "enrol.example:8443", true), (new(hub.Http, "/"), "enrol.example", false), (new(hub.Https, "/.well-known/est/cacerts"), "edge-hub", true),
        ];
        foreach (var (at, host, allowed) in all)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.Host = host;
            using var response = await client.SendAsync(request, Token);
            // What it is allowed to ask is another question.
            Assert.Equal((host, !allowed), (host, response.StatusCode == HttpStatusCode.MisdirectedRequest));
            if (!allowed) Assert.Contains("Listen:Hosts", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET", true, "/.well-known/est/cacerts", 200)]
    [InlineData("POST", true, "/.well-known/est/simpleenroll", 401)]
    [InlineData("POST", true, "/.well-known/est/simplereenroll", 401)]
    [InlineData("GET", true, "/nothing", 404)]
    [InlineData("GET", false, "/", 401)]
    [InlineData("GET", false, "/health/live", 200)]
    [InlineData("GET", false, "/health/ready", null)]
    public async Task Every_answer_tells_its_length_beforehand(string method, bool https, string path, int? status)
    {
        await using var hub = await HubHarness.StartAsync();
        using var client = hub.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(https ? hub.Https : hub.Http, path));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        // Ready or not is not what is looked at here.
        Assert.Equal(status ?? (int)response.StatusCode, (int)response.StatusCode);
        Assert.Null(response.Headers.TransferEncodingChunked);
        var length = Assert.Single(response.Content.Headers.NonValidated["Content-Length"]);
        Assert.Equal(length, (await response.Content.ReadAsByteArrayAsync(Token)).Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Both_families_of_addresses_meet_the_broker_and_enrolment_alike()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "this machine has no IPv6");
        using var folder = new TempFolder();
        var port = HubHarness.FreePort();
        await using var host = HubHost.Create(new HubArguments(folder.File("hub"), null, new Dictionary<string, string?>
        {
            ["Listen:Http"] = "[::1]:0",
            ["Listen:Https"] = "[::]:0",
            ["Listen:Mqtt"] = $"[::]:{port}",
        }));
        await host.StartAsync(TextWriter.Null, Token);
        await host.App.Services.GetRequiredService<IBroker>().WaitReadyAsync(Token);
        var https = new Uri(host.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(a => a.StartsWith("https", StringComparison.Ordinal)));
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            foreach (var at in new[] { port, https.Port })
            {
                using var client = new TcpClient(address.AddressFamily);
                await client.ConnectAsync(address, at, Token);
            }
        }
        await host.App.StopAsync(Token);
    }
}
