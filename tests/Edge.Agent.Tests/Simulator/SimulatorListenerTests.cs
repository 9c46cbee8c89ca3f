using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Simulator;

/// <summary>Who gets in at the panel's door, and what stands behind it, in a whole agent.</summary>
public sealed class SimulatorListenerTests
{
    private static readonly string[] Empty = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task With_real_devices_there_is_no_panel()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        await agent.StartAsync();
        Assert.False((await PanelAsync(agent)).TryGetProperty("address", out _));
        using var http = agent.Http();
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/", Token)).StatusCode);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("""{"Simulator":{"Enabled":true}}""", "Simulator:Enabled is true while Devices:Virtual is false")]
    [InlineData("""{"Devices":{"Virtual":true},"Simulator":{"Address":"0.0.0.0:8090"}}""", "Simulator:Address is 0.0.0.0:8090; it must be an address of this machine's loopback")]
    [InlineData("""{"Devices":{"Virtual":true},"Simulator":{"Address":"192.0.2.7:0"}}""", "Simulator:Address is 192.0.2.7:0")]
    [InlineData("""{"Devices":{"Virtual":true},"Simulator":{"Address":"127.0.0.1"}}""", "it must be ADDRESS:PORT")]
    [InlineData("""{"Devices":{"Virtual":true},"Simulator":{"Address":"localhost:8090"}}""", "it must be ADDRESS:PORT")]
    public async Task What_must_not_be_served_stops_the_start(string configuration, string told)
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = configuration;
        var (code, _, talk) = await agent.CommandAsync(null, "check");
        Assert.Equal(78, code);
        Assert.Contains(told, talk, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_port_in_use_costs_the_panel_and_nothing_else()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = Configuration(other.LocalEndpoint.ToString()!);
        await agent.StartAsync();
        var panel = await PanelAsync(agent);
        Assert.False(panel.TryGetProperty("address", out _));
        Assert.Contains("cannot be listened on", panel.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains(agent.Log.All, l => l.Contains("No front panel", StringComparison.Ordinal));
        var (code, _, talk) = await agent.CommandAsync(null, "submit", "--kind", "enrolment", "--field", "a=b");
        Assert.True(code == 0, talk);
    }

    [Fact(Timeout = 180_000)]
    public async Task Neither_door_leads_to_what_is_behind_the_other()
    {
        await using var agent = await StartedAsync();
        using var panel = await HttpAsync(agent);
        using var socket = agent.Http();
        foreach (var path in new[] { "/v1/status", "/v1/queue", "/v1/spool", "/v1/records" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await panel.GetAsync(path, Token)).StatusCode);
            Assert.NotEqual(HttpStatusCode.NotFound, (await socket.GetAsync(path, Token)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await PostAsync(panel, "/v1/queue/day/open", new { })).StatusCode);
        foreach (var path in new[] { "/", "/main.js", "/api/state", "/pictograms/card.svg" }) Assert.Equal(HttpStatusCode.NotFound, (await socket.GetAsync(path, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(socket, "/api/press", new { button = "card" })).StatusCode);
        Assert.Equal("text/html; charset=utf-8", (await panel.GetAsync("/", Token)).Content.Headers.ContentType!.ToString());
    }

    [Theory(Timeout = 180_000)]
    [InlineData("Host", "kiosk.example:80")]
    [InlineData("Host", "127.0.0.1")]
    [InlineData("Origin", "http://kiosk.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Content-Type", "text/plain")]
    public async Task Other_pages_are_kept_out(string header, string value)
    {
        await using var agent = await StartedAsync();
        using var http = await HttpAsync(agent);
        using var press = Press(http, "card");
        if (header == "Content-Type") press.Content!.Headers.ContentType = new(value);
        else press.Headers.Remove(header);
        if (header != "Content-Type" && value.Length > 0) press.Headers.TryAddWithoutValidation(header, value);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.SendAsync(press, Token)).StatusCode);
        Assert.Equal(0, (await StatusAsync(agent)).GetProperty("kiosk").GetProperty("pressesDropped").GetInt32());
    }

    [Fact(Timeout = 180_000)]
    public async Task What_is_no_wish_of_the_page_is_refused_with_the_reason()
    {
        await using var agent = await StartedAsync();
        using var http = await HttpAsync(agent);
        Assert.Equal(HttpStatusCode.NoContent, (await http.SendAsync(Press(http, "card"), Token)).StatusCode);
        foreach (var (path, body, told) in new (string, object, string)[]
        {
            ("/api/press", new { button = "ready" }, "this kiosk has card, account"),
            ("/api/press", new { button = "card", more = 1 }, "nothing else"),
            ("/api/press", new { button = new string('x', 2000) }, "at most 1024 bytes"),
            ("/api/key", new { key = "3" }, "keys are Digit0"),
            ("/api/printer", new { fault = "Offline", on = true }, "PaperOut"),
            ("/api/plug", new { device = "hub", on = false }, "gpio"),
            ("/api/signal", new { value = 5 }, "0 to 4"),
            ("/api/charge", new { value = -1 }, "0 to 100"),
            ("/api/scan", new { citizen = "1" }, "made-up citizen"),
            ("/api/finger", new { kind = "good" }, "Good, Dry, Wet, Aside"),
            ("/api/portrait", new { }, "Good, Dark"),
        })
        {
            var answer = await PostAsync(http, path, body);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(told, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.GetAsync("/api/power-cut", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/clips/0/1.wav", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/papers/../agent.sock", Token)).StatusCode);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_page_is_told_everything_once_and_then_what_changes()
    {
        await using var agent = await StartedAsync();
        using var http = await HttpAsync(agent);
        using var stream = new StreamReader(await http.GetStreamAsync("/api/state", Token));
        var first = await NextAsync(stream, _ => true);
        Assert.Equal(["devices", "display", "faults", "kiosk", "lights", "papers", "queue", "speech", "trial"], first.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
        await PostAsync(http, "/api/signal", new { value = 2 });
        var second = await NextAsync(stream, n => n.TryGetProperty("faults", out _));
        Assert.Equal(2, second.GetProperty("faults").GetProperty("bars").GetInt32());
        Assert.False(second.TryGetProperty("kiosk", out _));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_open_page_does_not_keep_the_agent_from_stopping()
    {
        await using var agent = await StartedAsync();
        using var http = await HttpAsync(agent);
        using var stream = new StreamReader(await http.GetStreamAsync("/api/state", Token));
        await NextAsync(stream, _ => true);
        Assert.Equal(0, await agent.StopAsync());
        Assert.Equal(Empty, agent.Log.All.Where(l => l.Contains("fail", StringComparison.OrdinalIgnoreCase) && l.Contains("Simulator", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_file_the_page_names_is_there()
    {
        var files = new Agent.Simulator.SimulatorFiles();
        foreach (var path in files.Paths.Where(p => p.EndsWith(".html", StringComparison.Ordinal) || p.EndsWith(".js", StringComparison.Ordinal)))
        {
            var text = System.Text.Encoding.UTF8.GetString(files.Find(path)!.Bytes);
            foreach (System.Text.RegularExpressions.Match named in System.Text.RegularExpressions.Regex.Matches(text, "\"[./]?(/[a-z/-]+\\.(?:js|css|svg))\"")) Assert.Contains(named.Groups[1].Value, files.Paths);
            Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
        }
    }

    private static string Configuration(string address) =>
        $$$"""{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Devices":{"Virtual":true},"Simulator":{"Address":"{{{address}}}"}}""";

    private static async Task<TestAgent> StartedAsync()
    {
        var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = Configuration("127.0.0.1:0");
        await agent.StartAsync();
        return agent;
    }

    private static async Task<HttpClient> HttpAsync(TestAgent agent) => new() { BaseAddress = new Uri((await PanelAsync(agent)).GetProperty("address").GetString()!) };

    private static HttpRequestMessage Press(HttpClient http, string button)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/press") { Content = JsonContent.Create(new { button }) };
        request.Headers.Host = http.BaseAddress!.Authority;
        request.Headers.Add("Origin", $"http://{http.BaseAddress.Authority}");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string path, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Origin", string.Create(CultureInfo.InvariantCulture, $"http://{http.BaseAddress!.Authority}"));
        return http.SendAsync(request, Token);
    }

    private static async Task<JsonElement> NextAsync(StreamReader stream, Func<JsonElement, bool> wanted)
    {
        while (await stream.ReadLineAsync(Token) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
            var news = JsonElement.Parse(line[6..]);
            if (wanted(news)) return news;
        }
        throw new EndOfStreamException("the panel has nothing more to tell");
    }

    private static async Task<JsonElement> PanelAsync(TestAgent agent) => (await StatusAsync(agent)).GetProperty("panel");

    private static async Task<JsonElement> StatusAsync(TestAgent agent)
    {
        var (code, json, talk) = await agent.CommandAsync(null, "status", "--json");
        Assert.True(code == 0, talk);
        return JsonElement.Parse(json);
    }
}
