using Microsoft.Playwright;

namespace Edge.SystemTests.Panel;

/// <summary>The front panel in a browser, as a person works with it.</summary>
internal sealed class PanelPage(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private const float Limit = 60_000;
    private readonly List<string> _complaints = [];

    public IPage Page => page;

    public ILocator Paper => page.Locator("#paper");

    public async Task OpenAsync(Uri address)
    {
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // A cut connection is told by the browser itself, and is what some tests are about.
            if (message.Type == "error" && !message.Text.Contains("net::", StringComparison.Ordinal)) _complaints.Add(message.Text);
        };
        await page.GotoAsync(address.ToString());
        await page.Locator("[data-button=card]").WaitForAsync();
    }

    public Task PressAsync(string button) => page.Locator($"[data-button={button}]").ClickAsync();

    public Task KeyAsync(string key) => page.Locator($"[data-key={key}]").ClickAsync();

    public Task ToggleAsync(string id) => page.Locator($"[data-id=\"{id}\"]").ClickAsync();

    /// <summary>As an officer does in the morning.</summary>
    public async Task OpenDayAsync(string open = "Open")
    {
        await KeyAsync("Divide");
        await KeyAsync("Divide");
        await ShowsAsync("#queue", open);
    }

    /// <summary>Waits until the paper of that number has come out, and its picture is there to be seen.</summary>
    public async Task PaperAsync(int number)
    {
        await page.Locator($"#paper[data-number='{number}']").WaitForAsync();
        await page.WaitForFunctionAsync("() => { const paper = document.querySelector('#paper'); return paper.complete && paper.naturalWidth > 0; }");
    }

    /// <summary>Waits until a part of the page says something.</summary>
    public Task ShowsAsync(string part, string text) => Assertions.Expect(page.Locator(part)).ToContainTextAsync(text, new() { Timeout = Limit });

    public Task HidesAsync(string part, string text) => Assertions.Expect(page.Locator(part)).Not.ToContainTextAsync(text, new() { Timeout = Limit });

    /// <summary>The paper, as the eye sees it when it has come out.</summary>
    public Task<byte[]> PhotographAsync() => Paper.ScreenshotAsync(new LocatorScreenshotOptions { Animations = ScreenshotAnimations.Disabled });

    public Task<string> DisplayAsync() => page.Locator("#display").TextContentAsync()!;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Assert.Empty(_complaints);
    }
}
