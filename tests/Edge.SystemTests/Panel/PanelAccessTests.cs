using Microsoft.Playwright;

namespace Edge.SystemTests.Panel;

/// <summary>The panel for those without a mouse, with a small screen, or with the other language.</summary>
public sealed class PanelAccessTests(PanelStage stage) : IClassFixture<PanelStage>
{
    [Fact(Timeout = 300_000)]
    public async Task All_of_it_works_by_keyboard_alone()
    {
        var (_, at) = await stage.KioskAsync();
        await using var page = await stage.Browser.OpenAsync(at);
        var keyboard = page.Page.Keyboard;
        await keyboard.PressAsync("NumpadDivide");
        await keyboard.PressAsync("NumpadDivide");
        await page.ShowsAsync("#queue", "Open");
        await keyboard.PressAsync("Digit1");
        await page.ShowsAsync("#waiting", "A001");
        await TabToAsync(page, "data-button", "result");
        await keyboard.PressAsync("Enter");
        await page.ShowsAsync("#waiting", "E001");
        await keyboard.PressAsync("NumpadEnter");
        await page.ShowsAsync("#at-desk", "A001");
        await keyboard.PressAsync("Backspace");
        await page.ShowsAsync("#at-desk", "–");
        await keyboard.PressAsync("NumpadEnter");
        await page.ShowsAsync("#at-desk", "A001");
        await TabToAsync(page, "data-key", "Digit0");
        await keyboard.PressAsync("Space");
        await page.ShowsAsync("#at-desk", "–");
        await TabToAsync(page, "data-id", "fault-CoverOpen");
        await keyboard.PressAsync("Enter");
        await page.ShowsAsync("#printer-state", "Cover open");
        // What was pressed keeps the focus although it was drawn anew.
        Assert.Equal("fault-CoverOpen", await page.Page.EvaluateAsync<string>("document.activeElement.dataset.id"));
        await keyboard.PressAsync("KeyL");
        await page.ShowsAsync("#speech", "English");
    }

    [Theory(Timeout = 300_000)]
    [InlineData(390, "vi-VN", "Đang tiếp dân", "Làm thẻ căn cước")]
    [InlineData(320, "en-US", "Open", "Identity card")]
    public async Task On_a_phone_nothing_is_cut_off_and_every_button_is_large_enough(int width, string locale, string open, string first)
    {
        var (_, at) = await stage.KioskAsync();
        await using var page = await stage.Browser.OpenAsync(at, width, 844, locale, ColorScheme.Dark);
        await page.OpenDayAsync(open);
        await page.PressAsync("account");
        await page.PaperAsync(1);
        await Assertions.Expect(page.Page.Locator("#paper")).ToBeInViewportAsync(new() { Timeout = 60_000 });
        Assert.Equal(first, await page.Page.Locator("[data-button=card] b").TextContentAsync());
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var small = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('button')].filter(b => b.getClientRects().length && (b.offsetHeight < 32 || b.offsetWidth < 40)).map(b => b.textContent)");
        Assert.Empty(small);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_language_of_the_page_can_be_changed_and_stays()
    {
        var (_, at) = await stage.KioskAsync();
        await using var page = await stage.Browser.OpenAsync(at);
        await page.Page.Locator("[data-language=vi]").ClickAsync();
        await page.ShowsAsync("#queue", "Chưa bắt đầu ngày làm việc");
        await page.Page.ReloadAsync();
        await page.ShowsAsync("#queue", "Chưa bắt đầu ngày làm việc");
        Assert.Equal("vi", await page.Page.Locator("html").GetAttributeAsync("lang"));
    }

    private static async Task TabToAsync(PanelPage page, string attribute, string value)
    {
        const int most = 150;
        for (var i = 0; i < most; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.EvaluateAsync<string?>($"document.activeElement.getAttribute('{attribute}')") == value) return;
        }
        Assert.Fail($"{most} presses of Tab do not lead to {attribute}={value}");
    }
}
