using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Edge.Hub.Accounts;
using Edge.Hub.Archive;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Audit;
using Edge.Hub.Tests.Areas;
using Edge.Hub.Tests.Support;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Api;

/// <summary>What a program gets and gives through the API.</summary>
public sealed class ApiTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Boards_come_by_name_in_pages()
    {
        await using var hub = await HubHarness.StartWholeAsync();
        using var program = await ProgramAsync(hub, Role.Technician);
        foreach (var node in (string[])["kiosk-3", "kiosk-1", "kiosk-2"]) Assert.Equal(HttpStatusCode.OK, (await program.PostAsJsonAsync("boards", new { node, group = "north", address = "hub.example:8883" }, Token)).StatusCode);
        await Until.TrueAsync(async () => (await program.GetFromJsonAsync<JsonElement>("boards", Token)).GetProperty("boards").GetArrayLength() == 3, "all three boards are told of");
        var first = await program.GetFromJsonAsync<JsonElement>("boards?limit=2", Token);
        Assert.Equal(["kiosk-1", "kiosk-2"], first.GetProperty("boards").EnumerateArray().Select(b => b.GetProperty("node").GetString()));
        Assert.Equal("kiosk-2", first.GetProperty("next").GetString());
        var rest = await program.GetFromJsonAsync<JsonElement>("boards?limit=2&after=kiosk-2", Token);
        Assert.Equal("kiosk-3", Assert.Single(rest.GetProperty("boards").EnumerateArray()).GetProperty("node").GetString());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
        Assert.Equal("unheard", rest.GetProperty("boards")[0].GetProperty("state").GetString());
        Assert.Empty((await program.GetFromJsonAsync<JsonElement>("boards?group=south", Token)).GetProperty("boards").EnumerateArray());
        Assert.Equal("kiosk-1", (await program.GetFromJsonAsync<JsonElement>("boards/kiosk-1", Token)).GetProperty("node").GetString());
        // As the audit has it: by the token's name.
        Assert.Equal("token:program", Assert.Single(await hub.Get<AuditReader>().ListAsync("kiosk-1", null, 10, Token)).Actor);
    }

    [Fact]
    public async Task Records_come_in_the_order_they_came_in_pages_without_what_is_sealed()
    {
        await using var hub = await HubHarness.StartAsync();
        await FillAsync(hub, 12);
        using var program = await ProgramAsync(hub, Role.Viewer);
        var (seen, after) = (new List<long>(), 0L);
        while (true)
        {
            var page = await program.GetFromJsonAsync<JsonElement>($"records?limit=5&after={after}", Token);
            seen.AddRange(page.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("sequence").GetInt64()));
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null) break;
            after = page.GetProperty("next").GetInt64();
        }
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), seen);
        Assert.Equal(6, (await program.GetFromJsonAsync<JsonElement>("records?node=board-1", Token)).GetProperty("records").GetArrayLength());
        Assert.Equal(4, (await program.GetFromJsonAsync<JsonElement>("records?kind=card", Token)).GetProperty("records").GetArrayLength());
        Assert.Equal(3, (await program.GetFromJsonAsync<JsonElement>("records?since=2030-01-10T00:00:00Z", Token)).GetProperty("records").GetArrayLength());
        var text = await program.GetStringAsync("records", Token);
        Assert.DoesNotContain("SECRET", text, StringComparison.Ordinal);
        foreach (var bad in (string[])["records?limit=0", "records?limit=501", "records?after=x", "records?since=yesterday"]) Assert.Equal((bad, HttpStatusCode.BadRequest), (bad, (await program.GetAsync(bad, Token)).StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync("records/0198b1f2-7c1e-7a44-9a3e-5b6c7d8e9f00", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync("records/'; DROP TABLE Records; --", Token)).StatusCode);
    }

    [Fact]
    public async Task A_preview_of_a_worklist_says_what_is_wrong_or_would_change_and_takes_nothing()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        using var program = await ProgramAsync(hub, Role.Operator);
        var people = People.Commune(30, 3);
        var preview = await JsonAsync(await PostAsync(program, "worklists/north?preview=true", People.Csv(people)));
        Assert.Equal((30, 30), (preview.GetProperty("people").GetInt32(), preview.GetProperty("added").GetInt32()));
        Assert.Equal(HttpStatusCode.BadRequest, (await program.GetAsync("worklists/north", Token)).StatusCode);
        Assert.Equal(30, (await JsonAsync(await PostAsync(program, "worklists/north", People.Csv(people)))).GetProperty("added").GetInt32());

        var next = await JsonAsync(await PostAsync(program, "worklists/north?preview=true", People.Csv(people.Skip(5))));
        Assert.Equal((25, 0, 5), (next.GetProperty("people").GetInt32(), next.GetProperty("added").GetInt32(), next.GetProperty("removed").GetInt32()));
        Assert.Equal(30, (await program.GetFromJsonAsync<JsonElement>("worklists/north", Token)).GetProperty("people").GetInt32());

        using var wrong = await PostAsync(program, "worklists/north?preview=true", People.Csv([people[0] with { Birth = "<script>alert(1)</script>" }]));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var said = await wrong.Content.ReadAsStringAsync(Token);
        Assert.Contains("line 2, birth", said, StringComparison.Ordinal);
        // Neither what stood there nor who it was about.
        Assert.DoesNotContain("script", said, StringComparison.Ordinal);
        Assert.DoesNotContain(people[0].Name, said, StringComparison.Ordinal);
        var acts = await hub.Get<AuditReader>().ListAsync("north", null, 10, Token);
        Assert.Equal(("token:program", "worklist-imported"), Assert.Single(acts) is var act ? (act.Actor, act.Act) : default);
        Assert.DoesNotContain(people[0].Name, act.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_or_of_another_kind_is_not_read()
    {
        await using var hub = await HubHarness.StartAsync();
        using var program = await ProgramAsync(hub, Role.Admin);
        using var large = await PostAsync(program, "worklists/north", new byte[WorklistFile.MostBytes + 1]);
        Assert.Equal(HttpStatusCode.BadRequest, large.StatusCode);
        using var form = new StringContent("number=1", new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var other = await program.PostAsync("worklists/north", form, Token);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Contains("text/csv", await other.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var body = new StringContent($$"""{"name":"a","role":"viewer","password":"{{new string('x', 70_000)}}"}""", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await program.PostAsync("users", body, Token)).StatusCode);
        foreach (var bad in (string[])["{}", """{"name":null,"role":"viewer"}""", """{"name":"a","role":"king"}""", """{"name":"a","role":7,"password":"correct horse battery"}""", "[]", "\"\u202e\""])
        {
            using var content = new StringContent(bad, Encoding.UTF8, "application/json");
            Assert.Equal((bad, HttpStatusCode.BadRequest), (bad, (await program.PostAsync("users", content, Token)).StatusCode));
        }
        Assert.Empty(await hub.Get<UserBook>().ListAsync(Token));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("x'; DROP TABLE Users; --")]
    [InlineData("a\u001b[31mred")]
    [InlineData("a\u202egnp.exe")]
    public async Task Hostile_names_are_refused_and_come_back_inert(string name)
    {
        await using var hub = await HubHarness.StartAsync();
        using var program = await ProgramAsync(hub, Role.Admin);
        foreach (var (path, body) in new (string, object)[]
        {
            ("users", new { name, role = "viewer", password = Browser.Password }), ("tokens", new { name, role = "viewer" }), ("boards", new { node = name, group = "north", address = "hub.example:8883" }),
            ("boards", new { node = "kiosk-1", group = name, address = "hub.example:8883" }), ($"users/{Uri.EscapeDataString(name)}/lock", new { }), ($"tokens/{Uri.EscapeDataString(name)}/revoke", new { }),
            ($"areas/{Uri.EscapeDataString(name)}/quota/4", new { }), ($"officers/{Uri.EscapeDataString(name)}/lock", new { }),
        })
        {
            using var answer = await program.PostAsJsonAsync(path, body, Token);
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, answer.StatusCode));
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
            var text = await answer.Content.ReadAsStringAsync(Token);
            Assert.DoesNotContain(text, c => c is '<' or '\u001b' or '\u202e');
        }
        Assert.Empty(await hub.Get<UserBook>().ListAsync(Token));
        Assert.Single(await hub.Get<TokenBook>().ListAsync(Token));
        Assert.Equal(["token-added"], (await hub.Get<AuditReader>().ListAsync(null, null, 100, Token)).Select(e => e.Act));
    }

    private static async Task<HttpClient> ProgramAsync(HubHarness hub, Role role)
    {
        var token = await hub.Get<TokenBook>().AddAsync(Actor.CommandLine, new TokenRequest("program", role), Token);
        // The hub answers what is too large without reading it; whoever asks first can read the answer.
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = new Uri(hub.Http, "/api/v1/") };
        client.DefaultRequestHeaders.ExpectContinue = true;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        return client;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient program, string path, byte[] csv)
    {
        using var content = new ByteArrayContent(csv);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return await program.PostAsync(path, content, Token);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        }
    }

    private static Task<bool> FillAsync(HubHarness hub, int count) => hub.Get<ArchiveWriter>().ChangeAsync(db =>
    {
        for (var i = 1; i <= count; i++)
        {
            db.Add(new ArchivedRecord
            {
                Node = $"board-{i % 2}",
                RecordId = Guid.CreateVersion7(hub.Time.Now),
                ChainId = Guid.Empty,
                Sequence = i,
                PreviousDigest = [],
                Kind = i % 3 == 0 ? "card" : "result",
                Outcome = "done",
                RecipientKeyId = "key",
                Manifest = "SECRET"u8.ToArray(),
                ManifestDigest = BitConverter.GetBytes(i),
                Signature = [],
                Path = "network",
                Carrier = "board",
                FirstSeenAt = new DateTimeOffset(2030, 1, i, 0, 0, 0, TimeSpan.Zero),
            });
        }
        return Task.FromResult(true);
    }, Token);
}
