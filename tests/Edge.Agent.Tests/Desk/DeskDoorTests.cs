using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Edge.Agent.Desk.Api;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Desk;

/// <summary>Who gets in at the desk's door.</summary>
public sealed class DeskDoorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Without_a_session_every_route_answers_401_and_only_signing_in_is_open()
    {
        await using var bench = await DeskBench.StartAsync();
        using var socket = bench.Agent.Http();
        foreach (var (method, path) in await RoutesAsync(bench))
        {
            if (path is "/v1/desk/sign-in" or "/v1/desk/openapi.json") continue;
            var asked = path.Replace("{number}", "1", StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Unauthorized, method == "get" ? await bench.StatusOfAsync(asked) : (await bench.PostAsync(asked, new { })).StatusCode);
            using var request = new HttpRequestMessage(HttpMethod.Parse(method.ToUpperInvariant()), asked) { Content = JsonContent.Create(new { }) };
            request.Headers.Authorization = new("Bearer", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
            Assert.Equal(HttpStatusCode.Unauthorized, (await socket.SendAsync(request, Token)).StatusCode);
        }
        foreach (var path in new[] { "/page/live", "/page/worklist", "/anything", "/v1/desk/anything" }) Assert.Equal(HttpStatusCode.Unauthorized, await bench.StatusOfAsync(path));
        var page = await bench.GetAsync("/");
        Assert.DoesNotContain("A001", page, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Nothing_else_of_the_agent_is_behind_the_door_and_no_page_on_the_socket()
    {
        await using var bench = await DeskBench.StartAsync();
        await bench.SignInAsync();
        using var socket = bench.Agent.Http();
        foreach (var path in new[] { "/v1/status", "/v1/queue", "/v1/spool" }) Assert.Equal(HttpStatusCode.NotFound, await bench.StatusOfAsync(path));
        foreach (var path in new[] { "/", "/desk.js", "/page/live" }) Assert.Equal(HttpStatusCode.NotFound, (await socket.GetAsync(path, Token)).StatusCode);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("Host", "kiosk.example:80")]
    [InlineData("Host", "127.0.0.1")]
    [InlineData("Origin", "http://kiosk.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Content-Type", "text/plain")]
    public async Task Other_pages_are_kept_out(string header, string value)
    {
        await using var bench = await DeskBench.StartAsync();
        await bench.SignInAsync();
        using var request = bench.Request("/v1/desk/queue/next", JsonContent.Create(new { }));
        if (header == "Content-Type") request.Content!.Headers.ContentType = new(value);
        else request.Headers.Remove(header);
        if (header != "Content-Type" && value.Length > 0) request.Headers.TryAddWithoutValidation(header, value);
        Assert.Equal(HttpStatusCode.Forbidden, (await bench.Page.SendAsync(request, Token)).StatusCode);
        Assert.Empty(bench.Case.Acts);
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_answer_forbids_keeping_framing_and_scripts_of_others()
    {
        await using var bench = await DeskBench.StartAsync();
        foreach (var path in new[] { "/", "/desk.css", "/v1/desk/state", "/nothing" })
        {
            var answer = await bench.Page.GetAsync(path, Token);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }
        var cookie = (await bench.SignInAsync()).Headers.GetValues("Set-Cookie").First();
        Assert.Matches("^edge-desk=[A-Za-z0-9_-]{43}; path=/; samesite=strict; httponly$", cookie);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_port_in_use_costs_the_desk_and_nothing_else()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = $$$"""{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Desk":{"Address":"{{{other.LocalEndpoint}}}"}}""";
        await agent.StartAsync();
        var (code, json, talk) = await agent.CommandAsync(null, "status", "--json");
        Assert.True(code == 0, talk);
        Assert.Contains("cannot be listened on", JsonElement.Parse(json).GetProperty("desk").GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Off_the_loopback_it_is_https_with_a_certificate_of_the_boards_key()
    {
        await using var bench = await DeskBench.StartAsync("0.0.0.0:0");
        Assert.Equal("https", bench.At.Scheme);
        var at = new Uri($"https://127.0.0.1:{bench.At.Port}/");
        var answer = await bench.Page.GetAsync(at, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var told = (await bench.StatusAsync()).GetProperty("fingerprint").GetString();
        Assert.Equal(told, string.Join(':', SHA256.HashData(bench.Certificate!).Select(b => b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture))));
        // On the network nobody is told who works here.
        Assert.DoesNotContain("Lò Thị Lan", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Contains(bench.Agent.Log.All, l => l.Contains(told!, StringComparison.Ordinal));
        using var plain = new HttpClient();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => plain.GetAsync(new Uri($"http://127.0.0.1:{bench.At.Port}/"), Token));
        var (code, output, talk) = await bench.Agent.CommandAsync(null, "desk", "--print");
        Assert.True(code == 0, talk);
        Assert.Contains(told!, output, StringComparison.Ordinal);
        Assert.DoesNotContain("0.0.0.0", output, StringComparison.Ordinal);
        // Three tickets, and the paper.
        await Until.TrueAsync(() => bench.Papers() == 4, "the address is on paper");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("127.0.0.1", "it must be ADDRESS:PORT")]
    [InlineData("desk.example:80", "it must be ADDRESS:PORT")]
    public async Task What_is_no_address_stops_the_start(string address, string told)
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = $$$"""{"Desk":{"Address":"{{{address}}}"}}""";
        var (code, _, talk) = await agent.CommandAsync(null, "check");
        Assert.Equal(78, code);
        Assert.Contains(told, talk, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_document_lists_every_route_and_nothing_else()
    {
        await using var bench = await DeskBench.StartAsync();
        var listed = await RoutesAsync(bench);
        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Contains(("post", "/v1/desk/queue/next"), listed);
        foreach (var act in typeof(Agent.Enrolment.CaseAct).GetNestedTypes())
        {
            var path = string.Concat(act.Name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
            Assert.Contains(("post", $"/v1/desk/case/{path}"), listed);
        }
        await bench.SignInAsync();
        foreach (var (method, path) in listed.Where(r => r.Method == "get" && r.Path != "/v1/desk/live"))
        {
            Assert.NotEqual(HttpStatusCode.MethodNotAllowed, await bench.StatusOfAsync(path.Replace("{number}", "1", StringComparison.Ordinal)));
        }
        Assert.Equal(HttpStatusCode.NotFound, await bench.StatusOfAsync("/v1/desk/case/anything"));
        var begin = JsonElement.Parse(await bench.GetAsync("/v1/desk/openapi.json")).GetProperty("paths").GetProperty("/v1/desk/case/begin").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal(["service"], begin.GetProperty("required").EnumerateArray().Select(r => r.GetString()));
        Assert.False(begin.GetProperty("additionalProperties").GetBoolean());
    }

    private static async Task<List<(string Method, string Path)>> RoutesAsync(DeskBench bench) =>
        [.. JsonElement.Parse(await bench.GetAsync($"{DeskRoute.Root}openapi.json")).GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => (m.Name, p.Name)))];
}
