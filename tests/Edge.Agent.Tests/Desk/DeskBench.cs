using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Agent.Tests.Desk;

/// <summary>A whole agent with its desk, two officers, a worklist of four, and a case that a test says.</summary>
internal sealed class DeskBench : IAsyncDisposable
{
    private readonly CookieContainer _cookies = new();
    private TestArea _area = null!;
    private VirtualBoard? _board;

    public TestAgent Agent { get; private set; } = null!;

    public FakeCase Case { get; } = new();

    public JumpTime Time { get; } = new();

    public Uri At { get; private set; } = null!;

    public HttpClient Page { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<DeskBench> StartAsync(string address = "127.0.0.1:0", bool realCase = false, string kiosk = "")
    {
        var bench = new DeskBench { Agent = await TestAgent.ProvisionedAsync() };
        bench._area = new TestArea(bench.Agent.Data);
        var store = bench._area.Open();
        store.Take(Names.AreaObject, 1, bench._area.AreaObject());
        store.Take(Names.WorklistObject, 1, bench._area.WorklistObject(1, 0, People()));
        bench.Agent.Configuration = $$$"""{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Devices":{"Virtual":true},"Simulator":{"Address":"127.0.0.1:0"},"Kiosk":{"Place":"Nhà văn hoá Tà Lủng","RecallsBeforeNoShow":1{{{kiosk}}}},"Desk":{"Address":"{{{address}}}"}}""";
        bench.Agent.Also = services =>
        {
            services.AddSingleton(store).AddSingleton<TimeProvider>(bench.Time);
            services.AddSingleton<Microsoft.Extensions.Hosting.IHostedService>(p => new Looking(bench._board = p.GetRequiredService<VirtualBoard>()));
            if (!realCase) services.AddSingleton(bench.Case.InHand);
        };
        await bench.Agent.StartAsync();
        bench.At = new Uri((await bench.StatusAsync()).GetProperty("address").GetString()!);
        bench.Page = new HttpClient(new SocketsHttpHandler { CookieContainer = bench._cookies, SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => bench.Shown(shown!.GetRawCertData()) } }) { BaseAddress = bench.At, Timeout = TimeSpan.FromSeconds(60) };
        await bench.OpenDayAsync();
        return bench;
    }

    /// <summary>The certificate the page was served with.</summary>
    public byte[]? Certificate { get; private set; }

    public async Task<JsonElement> StatusAsync(string section = "desk")
    {
        var (code, json, talk) = await Agent.CommandAsync(null, "status", "--json");
        Assert.True(code == 0, talk);
        return JsonElement.Parse(json).GetProperty(section);
    }

    /// <summary>What a citizen's hands do at the front panel.</summary>
    public async Task PanelAsync(string what, object body)
    {
        var at = new Uri((await StatusAsync("panel")).GetProperty("address").GetString()!);
        using var http = new HttpClient { BaseAddress = at };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{what}") { Content = JsonContent.Create(body) };
        request.Headers.Add("Origin", at.GetLeftPart(UriPartial.Authority));
        (await http.SendAsync(request, Token)).EnsureSuccessStatusCode();
    }

    public Task<HttpResponseMessage> SignInAsync(string officer = TestArea.Lan, string pin = TestArea.LanPin) => PostAsync("/v1/desk/sign-in", new { officer, pin });

    public Task<HttpResponseMessage> PostAsync(string path, object body) => Page.SendAsync(Request(path, JsonContent.Create(body)), Token);

    public Task<HttpResponseMessage> PostTextAsync(string path, string body) => Page.SendAsync(Request(path, new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"))), Token);

    public async Task<string> GetAsync(string path) => await Page.GetStringAsync(path, Token);

    public async Task<HttpStatusCode> StatusOfAsync(string path) => (await Page.GetAsync(path, Token)).StatusCode;

    public HttpRequestMessage Request(string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Origin", At.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    /// <summary>How many papers the printer has given out.</summary>
    public long Papers() => _board!.Printer.Printed;

    public async ValueTask DisposeAsync()
    {
        Page?.Dispose();
        await Agent.DisposeAsync();
        _area.Dispose();
    }

    public static WorklistContent People() => new()
    {
        Hamlets = { "Sán Pín", "Há Súng" },
        Entry = { 1, 2, 3, 4 },
        Number = { "002191000123", "", "002060000456", "002055000789" },
        Name = { "Vừ Thị Mỷ", "<b>Giàng A Chứ</b>", "Nguyễn Đức Anh", "Sùng Thị Máy" },
        Birth = { 19910902, 19880000, 19600105, 19550000 },
        Flags = { (uint)(WorklistMarks.Female | WorklistMarks.LacksCard), (uint)(WorklistMarks.NeedsRide | WorklistMarks.LacksCard), (uint)(WorklistMarks.Temporary | WorklistMarks.LacksAccount), (uint)(WorklistMarks.Female | WorklistMarks.NeedsVisit | WorklistMarks.LacksCard) },
        Hamlet = { 0, 0, 1, 1 },
    };

    private async Task OpenDayAsync()
    {
        using var socket = Agent.Http();
        (await socket.PostAsJsonAsync("/v1/queue/day/open", new { }, Token)).EnsureSuccessStatusCode();
        foreach (var service in new[] { "card", "account", "card" }) (await socket.PostAsJsonAsync("/v1/queue/tickets", new { service }, Token)).EnsureSuccessStatusCode();
    }

    private bool Shown(byte[] certificate)
    {
        Certificate = certificate;
        return true;
    }

    // Its making shows the test the board.
    private sealed class Looking(VirtualBoard board) : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(board);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
