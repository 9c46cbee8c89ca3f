using Microsoft.Playwright;

namespace Edge.SystemTests.Panel;

/// <summary>Debian's own Chromium. It is needed: without it these tests fail, and say what to do.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        Assert.True(File.Exists(Chromium), $"{Chromium} is not there; ./edge test installs it, or: apt-get install chromium");
        var playwright = await Playwright.CreateAsync();
        try
        {
            return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Headless = true, Args = Flags, Timeout = 120_000 }));
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>A page of its own, as on another machine; what its scripts complain about fails the test at <see cref="PanelPage.DisposeAsync"/>.</summary>
    public async Task<PanelPage> OpenAsync(Uri address, int width = 1280, int height = 900, string locale = "en-US", ColorScheme scheme = ColorScheme.Light)
    {
        var context = await ContextAsync(width, height, locale, scheme);
        var page = new PanelPage(context, await context.NewPageAsync());
        await page.OpenAsync(address);
        return page;
    }

    /// <summary>A browser of its own, as somebody sits before it.</summary>
    public async Task<IBrowserContext> ContextAsync(int width, int height, string locale, ColorScheme scheme)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = locale, ColorScheme = scheme, IgnoreHTTPSErrors = true });
        context.SetDefaultTimeout(60_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
