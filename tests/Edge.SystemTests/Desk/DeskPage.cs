using Edge.Agent.Tests.Support;
using Edge.SystemTests.Panel;
using Microsoft.Playwright;

namespace Edge.SystemTests.Desk;

/// <summary>The officer's page in a browser, as a person works with it.</summary>
internal sealed class DeskPage : IAsyncDisposable
{
    private const float Limit = 60_000;
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private DeskPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // What the desk refuses is told by the browser itself, and is what some tests are about.
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal) && !message.Text.Contains("net::", StringComparison.Ordinal)) _complaints.Add(message.Text);
        };
    }

    public IPage Page { get; }

    public static async Task<DeskPage> OpenAsync(Browser browser, Uri at, string language = "vi", string theme = "auto", int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.ContextAsync(width, height, "vi-VN", scheme);
        await context.AddCookiesAsync([Cookie(at, "edge-language", language), Cookie(at, "edge-theme", theme)]);
        var page = new DeskPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(at.ToString());
        return page;
    }

    public async Task SignInAsync(string pin = TestArea.LanPin)
    {
        await Page.Locator("select[name=officer]").SelectOptionAsync(TestArea.Lan);
        await Page.Locator("input[name=pin]").FillAsync(pin);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Waits until a part of the page says something.</summary>
    public async Task ShowsAsync(string part, string text)
    {
        await Assertions.Expect(Page.Locator(part)).ToContainTextAsync(text, new() { Timeout = Limit });
        // What the server has drawn is there before the script that hears keys.
        await Page.WaitForLoadStateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }

    private static Cookie Cookie(Uri at, string name, string value) => new() { Name = name, Value = value, Url = at.ToString() };
}
