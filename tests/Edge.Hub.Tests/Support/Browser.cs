using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Edge.Hub.Accounts;
using Edge.Hub.Audit;

namespace Edge.Hub.Tests.Support;

/// <summary>What a person's browser does: it keeps cookies, sends forms, and says where a request comes from.</summary>
internal sealed partial class Browser : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly HttpClient _client;

    private Browser(Uri hub, IPAddress? from)
    {
        Hub = hub;
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 50, CookieContainer = Cookies };
        if (from is not null)
        {
            handler.ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }
        _client = new HttpClient(handler) { BaseAddress = hub, Timeout = TimeSpan.FromSeconds(60) };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Uri Hub { get; }

    public CookieContainer Cookies { get; } = new();

    /// <param name="hub">Whose pages.</param>
    /// <param name="from">The address it comes from; any where null.</param>
    public static Browser Open(HubHarness hub, string? from = null) => new(hub.Http, from is null ? null : IPAddress.Parse(from));

    /// <summary>A user of that role, signed in.</summary>
    public static async Task<Browser> SignedInAsync(HubHarness hub, Role role, string? name = null)
    {
        name ??= $"{role.ToString().ToLowerInvariant()}-1";
        await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser(name, role, "vi", Password), Token);
        var browser = Open(hub);
        using var answer = await browser.SignInAsync(name, Password);
        Assert.Equal("/", answer.Headers.Location?.OriginalString);
        return browser;
    }

    public async Task<HttpResponseMessage> SignInAsync(string name, string password, string returnUrl = "/", string? form = null) => await SendAsync(HttpMethod.Post, AccountEndpoints.SignIn,
        content: new FormUrlEncodedContent([new("name", name), new("password", password), new("returnUrl", returnUrl), new("__RequestVerificationToken", form ?? await FormTokenAsync())]));

    /// <summary>What the form of the sign-in page carries.</summary>
    public async Task<string> FormTokenAsync()
    {
        using var page = await SendAsync(HttpMethod.Get, AccountEndpoints.SignIn);
        return FormToken().Match(await page.Content.ReadAsStringAsync(Token)).Groups[1].Value;
    }

    /// <param name="method">GET, POST …</param>
    /// <param name="path">On the hub.</param>
    /// <param name="site">Sec-Fetch-Site; none is sent where empty.</param>
    /// <param name="content">The body.</param>
    /// <param name="change">Changes the request before it goes.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string site = "same-origin", HttpContent? content = null, Action<HttpRequestHeaders>? change = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Hub, path)) { Content = content };
        if (site.Length > 0) request.Headers.Add("Sec-Fetch-Site", site);
        change?.Invoke(request.Headers);
        return await _client.SendAsync(request, Token);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
