using System.Net;
using System.Net.Sockets;
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
    public async Task Enrolment_is_not_there_without_encryption_and_health_not_over_https()
    {
        await using var hub = await HubHarness.StartAsync();
        using var client = hub.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(hub.Http, "/.well-known/est/cacerts"), Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(hub.Https, "/health/live"), Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(hub.Http, "/health/live"), Token)).StatusCode);
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
