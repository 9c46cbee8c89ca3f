using Edge.Hub.Accounts;
using Edge.SystemTests.Panel;
using Microsoft.Playwright;

namespace Edge.SystemTests.Dashboard;

/// <summary>The hub's pages in a browser, as a person uses them. What the browser complains about fails the test, a refused style or script among it.</summary>
internal sealed class HubPage : IAsyncDisposable
{
    // Heights of pictures.
    private const int Least = 520;
    private const int Most = 900;

    private readonly IBrowserContext _context;
    private readonly Uri _at;
    private readonly List<string> _complaints = [];
    private readonly List<string> _bare = [];
    private volatile string? _forgiven;

    private HubPage(IBrowserContext context, IPage page, Uri at)
    {
        (_context, Page, _at) = (context, page, at);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && (_forgiven is not { } path || !page.Url.EndsWith(path, StringComparison.Ordinal))) _complaints.Add($"{message.Text} ({page.Url}, {message.Location})");
        };
        page.Response += (_, response) =>
        {
            if (response.Request.ResourceType == "document" && !response.Headers.GetValueOrDefault("content-security-policy", "").Contains("style-src 'self';", StringComparison.Ordinal)) _bare.Add(response.Url);
        };
    }

    public IPage Page { get; }

    /// <summary>What is complained about at that path counts no more, and did not: it comes when it comes.</summary>
    public void Forgive(string path)
    {
        _forgiven = path;
        _complaints.RemoveAll(c => c.Contains(path, StringComparison.Ordinal));
    }

    public static async Task<HubPage> OpenAsync(Browser browser, DashboardHub hub, string language = "vi", int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.ContextAsync(width, 900, "vi-VN", scheme);
        await context.AddCookiesAsync([new Cookie { Name = "edge-language", Value = language, Url = hub.Https.ToString() }]);
        var page = new HubPage(context, await context.NewPageAsync(), hub.Https);
        await page.Page.GotoAsync(hub.Https.ToString());
        return page;
    }

    public static async Task<HubPage> SignedInAsync(Browser browser, DashboardHub hub, Role role, string language = "vi", int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await OpenAsync(browser, hub, language, width, scheme);
        await page.SignInAsync(role);
        return page;
    }

    public Task SignInAsync(Role role, string password = DashboardHub.Password) => SignInAsync(DashboardHub.NameOf(role), password);

    public async Task SignInAsync(string name, string password)
    {
        await Page.Locator("#name").FillAsync(name);
        await Page.Locator("#password").FillAsync(password);
        await Page.Keyboard.PressAsync("Enter");
        await Page.Locator("h1").First.WaitForAsync();
        if (password == DashboardHub.Password) await LiveAsync();
    }

    /// <summary>Opens a page of the hub and waits until it is live.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(new Uri(_at, path).ToString());
        await LiveAsync();
    }

    public Task ShowsAsync(string part, string text) => Assertions.Expect(Page.Locator(part).First).ToContainTextAsync(text, new() { Timeout = 60_000 });

    /// <summary>Presses the tab key until something of that name has the focus.</summary>
    public async Task TabToAsync(string name)
    {
        for (var i = 0; i < 80; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<string>("document.activeElement?.innerText?.trim() ?? ''") == name) return;
        }
        Assert.Fail($"no tab leads to {name}");
    }

    public async Task ShootAsync(string folder, string name)
    {
        if (folder.Length == 0) return;
        // As high as what is on it, so that no picture is half empty.
        var bottom = await Page.EvaluateAsync<double>("Math.max(...[...(document.querySelector('main') ?? document.body).children].map(e => e.getBoundingClientRect().bottom))");
        await Page.SetViewportSizeAsync(Page.ViewportSize!.Width, (int)Math.Clamp(bottom + 24, Least, Most));
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        await Page.SetViewportSizeAsync(Page.ViewportSize!.Width, Most);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.True(_complaints.Count == 0, string.Join('\n', _complaints));
        Assert.True(_bare.Count == 0, $"without the policy: {string.Join(", ", _bare)}");
    }

    // The layout marks itself once the connection has drawn it.
    private Task LiveAsync() => Page.Locator(".shell[data-live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
}
