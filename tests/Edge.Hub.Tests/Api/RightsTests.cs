using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Hub.Accounts;
using Edge.Hub.Api;
using Edge.Hub.Audit;
using Edge.Hub.Dashboard;
using Edge.Hub.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace Edge.Hub.Tests.Api;

/// <summary>Every endpoint, asked by everybody. One that is added without a line here fails the walk.</summary>
public sealed class RightsTests
{
    // Who may: anybody, or whoever has the right. Paths that are not here are the pages' own, which ask for View at least, and hub.sock's.
    private static readonly Dictionary<string, string> Open = new(StringComparer.Ordinal)
    {
        ["GET /account/sign-in"] = "anybody",
        ["POST /account/sign-in"] = "anybody",
        ["GET /look"] = "anybody",
        ["GET /health/live"] = "anybody",
        ["GET /health/ready"] = "anybody",
        // Without signing in from this machine alone: MetricsTests.
        ["GET /metrics"] = "this machine",
        ["GET /.well-known/est/cacerts"] = "boards",
        ["POST /.well-known/est/simpleenroll"] = "boards",
        ["POST /.well-known/est/simplereenroll"] = "boards",
    };

    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["GET /api/v1/openapi.json"] = Rights.View,
        ["GET /api/v1/boards"] = Rights.View,
        ["GET /api/v1/boards/{node}"] = Rights.View,
        ["POST /api/v1/boards"] = Rights.Maintain,
        ["POST /api/v1/boards/{node}/lock"] = Rights.Maintain,
        ["GET /api/v1/fleet"] = Rights.View,
        ["GET /api/v1/custody"] = Rights.View,
        ["GET /api/v1/custody/{node}/{day}"] = Rights.View,
        ["GET /api/v1/alerts"] = Rights.View,
        ["POST /api/v1/alerts/{id:long}/ack"] = Rights.Operate,
        ["GET /api/v1/boards/{node}/notes"] = Rights.View,
        ["POST /api/v1/boards/{node}/notes"] = Rights.Operate,
        ["POST /api/v1/boards/{node}/offer-again"] = Rights.Operate,
        ["POST /api/v1/boards/{node}/rebirth"] = Rights.Maintain,
        ["GET /api/v1/records"] = Rights.View,
        ["GET /api/v1/records/{recordId:guid}"] = Rights.View,
        ["GET /api/v1/areas"] = Rights.View,
        ["POST /api/v1/areas/{area}/quota/{quota:int}"] = Rights.Operate,
        ["GET /api/v1/officers"] = Rights.View,
        ["POST /api/v1/officers/{id}/lock"] = Rights.Operate,
        ["POST /api/v1/officers/{id}/unlock"] = Rights.Operate,
        ["GET /api/v1/worklists/{area}"] = Rights.View,
        ["POST /api/v1/worklists/{area}"] = Rights.Operate,
        ["POST /api/v1/answers"] = Rights.Operate,
        ["GET /api/v1/progress"] = Rights.View,
        ["GET /api/v1/settings"] = Rights.View,
        ["POST /api/v1/settings/draft"] = Rights.Maintain,
        ["POST /api/v1/settings/issue"] = Rights.Maintain,
        ["GET /api/v1/progress/csv"] = Rights.View,
        ["GET /api/v1/places"] = Rights.View,
        ["POST /api/v1/places"] = Rights.Operate,
        ["POST /api/v1/places/{code}"] = Rights.Operate,
        ["POST /api/v1/places/{code}/remove"] = Rights.Operate,
        ["GET /api/v1/releases"] = Rights.View,
        ["POST /api/v1/releases/{version}/offer"] = Rights.Maintain,
        ["POST /api/v1/releases/{version}/withdraw"] = Rights.Maintain,
        ["POST /api/v1/releases/{version}/remove"] = Rights.Maintain,
        ["GET /api/v1/users"] = Rights.Administer,
        ["POST /api/v1/users"] = Rights.Administer,
        ["POST /api/v1/users/{name}/lock"] = Rights.Administer,
        ["POST /api/v1/users/{name}/unlock"] = Rights.Administer,
        ["POST /api/v1/users/{name}/role"] = Rights.Administer,
        ["POST /api/v1/users/{name}/password"] = Rights.Administer,
        ["GET /api/v1/tokens"] = Rights.Administer,
        ["POST /api/v1/tokens"] = Rights.Administer,
        ["POST /api/v1/tokens/{name}/revoke"] = Rights.Administer,
        ["GET /api/v1/audit"] = Rights.View,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_of_the_api_has_its_right_and_nothing_else_is_open()
    {
        await using var hub = await HubHarness.StartAsync(("Accounts:RequestsPerMinute", "100000"));
        var api = Endpoints(hub).Where(e => e.StartsWith("GET /api", StringComparison.Ordinal) || e.StartsWith("POST /api", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(Expected.Keys.Order(StringComparer.Ordinal), api);
        using var nobody = Browser.Open(hub);
        // What the page to sign in is drawn with.
        var files = hub.Get<DashboardFiles>().Paths.Select(p => $"GET /{p}");
        foreach (var endpoint in Endpoints(hub).Except(Open.Keys).Except(files))
        {
            var (method, path) = Split(endpoint);
            // Only hub.sock answers these, and over TCP they are not even there.
            using var answer = await nobody.SendAsync(new HttpMethod(method), path, content: Body(method, path));
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"{endpoint} answers nobody with {answer.StatusCode}");
            if (Expected.ContainsKey(endpoint)) Assert.Equal((endpoint, HttpStatusCode.Unauthorized), (endpoint, answer.StatusCode));
        }
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Technician)]
    [InlineData(Role.Admin)]
    public async Task Each_role_may_what_its_rights_say_by_cookie_and_by_token(Role role)
    {
        await using var hub = await HubHarness.StartAsync(("Accounts:RequestsPerMinute", "100000"));
        using var browser = await Browser.SignedInAsync(hub, role);
        using var program = Browser.Open(hub);
        var token = (await hub.Get<TokenBook>().AddAsync(Actor.CommandLine, new TokenRequest("program", role, null), Token)).Token;
        foreach (var (endpoint, right) in Expected)
        {
            var (method, path) = Split(endpoint);
            using var byCookie = await browser.SendAsync(new HttpMethod(method), path, content: Body(method, path));
            using var byToken = await program.SendAsync(new HttpMethod(method), path, site: "", content: Body(method, path), change: h => h.Authorization = new AuthenticationHeaderValue("Bearer", token));
            // What stands behind the door may not be there; that is not what is asked.
            var may = Rights.Has(role, right);
            Assert.Equal((endpoint, may), (endpoint, byCookie.StatusCode != HttpStatusCode.Forbidden));
            Assert.Equal((endpoint, may), (endpoint, byToken.StatusCode != HttpStatusCode.Forbidden));
            Assert.NotEqual(HttpStatusCode.Unauthorized, byCookie.StatusCode);
            Assert.NotEqual(HttpStatusCode.Unauthorized, byToken.StatusCode);
            Assert.NotEqual(HttpStatusCode.InternalServerError, byCookie.StatusCode);
        }
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("revoked")]
    [InlineData("forged")]
    [InlineData("one letter off")]
    [InlineData("empty")]
    [InlineData("a megabyte")]
    [InlineData("of another scheme")]
    public async Task A_token_that_is_not_good_opens_nothing(string kind)
    {
        await using var hub = await HubHarness.StartAsync(("Accounts:RequestsPerMinute", "100000"), ("Accounts:BadTokensPerMinute", "100000"));
        var tokens = hub.Get<TokenBook>();
        var good = (await tokens.AddAsync(Actor.CommandLine, new TokenRequest("program", Role.Admin, 1), Token)).Token;
        using var program = Browser.Open(hub);
        async Task<HttpStatusCode> AskAsync(string method, string path, string authorization)
        {
            using var answer = await program.SendAsync(new HttpMethod(method), path, site: "", content: Body(method, path), change: h => h.TryAddWithoutValidation("Authorization", authorization));
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, await AskAsync("GET", "/api/v1/boards", $"Bearer {good}"));
        if (kind == "expired") hub.Time.Pass(TimeSpan.FromDays(1));
        // Stolen and used until now; from its revocation on it is worth nothing.
        if (kind == "revoked") await tokens.RevokeAsync(Actor.CommandLine, "program", Token);
        var authorization = kind switch
        {
            "forged" => $"Bearer {TokenBook.Prefix}{new string('A', 43)}",
            "one letter off" => $"Bearer {good[..^2]}{(good[^2] == 'x' ? 'y' : 'x')}{good[^1]}",
            "empty" => "Bearer ",
            "a megabyte" => $"Bearer {new string('A', 10_000)}",
            "of another scheme" => $"Basic {good}",
            _ => $"Bearer {good}",
        };
        foreach (var endpoint in Expected.Keys)
        {
            var (method, path) = Split(endpoint);
            Assert.Equal((endpoint, HttpStatusCode.Unauthorized), (endpoint, await AskAsync(method, path, authorization)));
        }
    }

    [Theory]
    [InlineData("cross-site", null, HttpStatusCode.Forbidden)]
    [InlineData("same-site", null, HttpStatusCode.Forbidden)]
    [InlineData("", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("", "null", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("", null, HttpStatusCode.Forbidden)]
    [InlineData("same-origin", null, HttpStatusCode.OK)]
    public async Task Another_page_does_nothing_with_an_administrators_cookie(string site, string? origin, HttpStatusCode expected)
    {
        await using var hub = await HubHarness.StartAsync();
        using var admin = await Browser.SignedInAsync(hub, Role.Admin, "admin");
        using var answer = await admin.SendAsync(HttpMethod.Post, "/api/v1/tokens", site, JsonContent.Create(new TokenRequest("program", Role.Viewer, 1), options: HubJson.Options), h =>
        {
            if (origin is not null) h.Add("Origin", origin);
        });
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, (await hub.Get<TokenBook>().ListAsync(Token)).Count);
        // A page's live connection is asked for the same.
        using var live = await admin.SendAsync(HttpMethod.Get, "/_blazor", site, change: h =>
        {
            if (origin is not null) h.Add("Origin", origin);
        });
        Assert.Equal(expected == HttpStatusCode.Forbidden, live.StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_document_lists_every_route_and_only_the_apis()
    {
        await using var hub = await HubHarness.StartAsync();
        using var viewer = await Browser.SignedInAsync(hub, Role.Viewer);
        using var answer = await viewer.SendAsync(HttpMethod.Get, ApiRoutes.Document);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        var listed = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name.ToUpperInvariant()} {p.Name}")).Order(StringComparer.Ordinal);
        Assert.Equal(ApiRoutes.All.Select(r => $"{r.Method} {ApiRoutes.Prefix}/{r.Path.Replace(":guid", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal).Replace(":long", "", StringComparison.Ordinal)}").Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task Every_answer_over_tcp_says_what_browsers_may_do_with_it()
    {
        await using var hub = await HubHarness.StartAsync();
        using var client = hub.Client();
        foreach (var at in new[] { new Uri(hub.Http, "/"), new Uri(hub.Https, "/account/sign-in"), new Uri(hub.Http, "/api/v1/boards"), new Uri(hub.Https, "/nothing"), new Uri(hub.Http, "/health/live") })
        {
            using var answer = await client.GetAsync(at, Token);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            foreach (var header in (string[])["Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"]) Assert.True(answer.Headers.Contains(header), header);
            Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task One_program_that_asks_too_often_is_told_so_and_another_is_not()
    {
        await using var hub = await HubHarness.StartAsync(("Accounts:RequestsPerMinute", "3"));
        var tokens = hub.Get<TokenBook>();
        var (one, other) = ((await tokens.AddAsync(Actor.CommandLine, new TokenRequest("one", Role.Viewer, 1), Token)).Token, (await tokens.AddAsync(Actor.CommandLine, new TokenRequest("other", Role.Viewer, 1), Token)).Token);
        using var program = Browser.Open(hub);
        var seen = new List<HttpStatusCode>();
        foreach (var token in new[] { one, one, one, one, other })
        {
            using var answer = await program.SendAsync(HttpMethod.Get, "/api/v1/areas", site: "", change: h => h.Authorization = new AuthenticationHeaderValue("Bearer", token));
            seen.Add(answer.StatusCode);
        }
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], seen);
    }

    private static IEnumerable<string> Endpoints(HubHarness hub) => hub.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => $"{m} /{e.RoutePattern.RawText!.TrimStart('/')}")).Distinct();

    private static (string Method, string Path) Split(string endpoint)
    {
        var (method, path) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        return (method, path.Replace("{recordId:guid}", "0198b1f2-7c1e-7a44-9a3e-5b6c7d8e9f00", StringComparison.Ordinal).Replace("{quota:int}", "40", StringComparison.Ordinal).Replace("{id:long}", "1", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Split(':')[0]);
    }

    private static StringContent? Body(string method, string path)
    {
        if (method == "GET") return null;
        if (path.Contains("worklists", StringComparison.Ordinal) || path.Contains("answers", StringComparison.Ordinal) || path.EndsWith("/places", StringComparison.Ordinal)) return new StringContent("number", new MediaTypeHeaderValue("text/csv"));
        return new StringContent("{}", new MediaTypeHeaderValue("application/json"));
    }
}
