using System.Net;
using System.Net.Sockets;
using Edge.Hub.Accounts;
using Edge.Hub.Tests.Support;
using Edge.Hub.Views;

namespace Edge.Hub.Tests.Admin;

public sealed class SurfaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/v1/nodes")]
    [InlineData("POST", "/v1/nodes")]
    [InlineData("DELETE", "/v1/nodes")]
    [InlineData("GET", "/v1/status")]
    [InlineData("POST", "/v1/sign")]
    [InlineData("POST", "/v1/nodes/kiosk-1/revoke")]
    public async Task Admin_routes_are_not_there_over_tcp(string method, string path)
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        using var client = hub.Client();
        foreach (var surface in new[] { hub.Http, hub.Https })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(surface, path));
            using var response = await client.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
        using var socket = new HubSocket(hub.Paths.Data);
        var node = Assert.Single(await socket.GetAsync<List<NodeView>>("v1/nodes", Token));
        Assert.Null(node.RevokedAt);
    }

    [Fact]
    public async Task Enrolment_is_not_there_without_encryption_and_health_says_no_more_than_up()
    {
        await using var hub = await HubHarness.StartAsync();
        using var client = hub.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(hub.Http, "/.well-known/est/cacerts"), Token)).StatusCode);
        foreach (var surface in new[] { hub.Http, hub.Https })
        {
            Assert.Equal("up\n", await client.GetStringAsync(new Uri(surface, "/health/live"), Token));
            hub.Get<HubHealth>().Set("ingest", false, "the broker is away");
            using var ready = await client.GetAsync(new Uri(surface, "/health/ready"), Token);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "not up\n"), (ready.StatusCode, await ready.Content.ReadAsStringAsync(Token)));
        }
        using var signedIn = await Browser.SignedInAsync(hub, Role.Viewer);
        using var told = await signedIn.SendAsync(HttpMethod.Get, "/health/ready");
        Assert.Contains("\"parts\":", await told.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_socket_is_its_owners_alone_and_goes_with_a_stale_one()
    {
        await using var hub = await HubHarness.StartAsync();
        Assert.True(File.Exists(hub.Paths.Socket));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(hub.Paths.Data) & (UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));
    }

    [Fact]
    public async Task Crowded_connections_are_closed_at_once_and_leave_the_socket_open()
    {
        await using var hub = await HubHarness.StartAsync(("Listen:MaxConnections", "1"));
        using var first = hub.Client();
        using var second = hub.Client();
        (await first.GetAsync("/.well-known/est/cacerts", Token)).Dispose();
        // By the moment in which it is closed the client says the one or the other.
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => second.GetAsync("/.well-known/est/cacerts", Token));
        Assert.True(refused is HttpRequestException or SocketException, refused.ToString());
        using var socket = new HubSocket(hub.Paths.Data);
        Assert.Empty(await socket.GetAsync<List<NodeView>>("v1/nodes", Token));
    }
}
