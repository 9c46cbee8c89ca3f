using Edge.Testing.Time;
using Microsoft.Playwright;

namespace Edge.SystemTests.Panel;

/// <summary>A day at the kiosk in Chromium: agent and hub as processes, a person at the page.</summary>
public sealed class PanelTests(PanelStage stage) : IClassFixture<PanelStage>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_press_brings_a_ticket_whose_code_can_be_read_and_the_call_is_shown_and_spoken()
    {
        var (kiosk, at) = await stage.KioskAsync();
        await using var page = await stage.Browser.OpenAsync(at);
        await page.ShowsAsync("#queue", "not open");
        await page.OpenDayAsync();

        await page.PressAsync("card");
        await page.PaperAsync(1);
        Assert.Matches($"^edge1:ticket:{kiosk.Node}:1:A001:[0-9A-Z]{{6}}$", await QrReader.ReadAsync(await page.PhotographAsync(), Token));
        await page.ShowsAsync("#waiting", "A001");
        await page.ShowsAsync("#speech", "Làm thẻ căn cước. Số thứ tự là a không không một Xin lấy phiếu và chờ gọi số.");

        var clip = page.Page.WaitForResponseAsync(r => r.Url.Contains("/clips/", StringComparison.Ordinal));
        await page.KeyAsync("Enter");
        await page.ShowsAsync("#display", "A001");
        await page.ShowsAsync("#at-desk", "A001");
        await page.ShowsAsync("#speech", "Xin mời số a không không một đến bàn số một");
        await page.Page.Locator(".light.call.lit, .light.call.blinks").WaitForAsync();
        Assert.Equal((200, "audio/wav"), ((await clip).Status, (await clip).Headers["content-type"]));
    }

    [Fact(Timeout = 300_000)]
    public async Task After_a_power_cut_the_same_page_shows_the_same_state()
    {
        var (kiosk, at) = await stage.KioskAsync();
        await using var page = await stage.Browser.OpenAsync(at);
        await page.OpenDayAsync();
        await page.PressAsync("card");
        await page.PressAsync("account");
        await page.PressAsync("result");
        await page.PaperAsync(3);
        await page.KeyAsync("Enter");
        await page.KeyAsync("Plus");
        await page.ShowsAsync("#queue", "Recall ×1");
        var (display, queue) = (await page.DisplayAsync(), await QueueAsync(page));

        await page.Page.Locator("#power-cut").ClickAsync();
        await page.Page.Locator("#away").WaitForAsync();
        await Until.TrueAsync(() => Task.FromResult(kiosk.Agent.HasExited), TimeSpan.FromSeconds(120), () => "the agent outlived its power");
        Assert.True(kiosk.Agent.WasKilled);
        await kiosk.Agent.DisposeAsync();
        await kiosk.StartAsync();

        await page.Page.Locator("#away").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.ShowsAsync("#display", display.Split(" · ")[1]);
        Assert.Equal(queue, await QueueAsync(page));
        Assert.Equal("3", await page.Paper.GetAttributeAsync("data-number"));

        // No number is given twice, and what was printed before is not printed again.
        await page.PressAsync("card");
        await page.PaperAsync(1);
        Assert.Contains(":A002:", await QrReader.ReadAsync(await page.PhotographAsync(), Token), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Two_presses_of_an_anxious_hand_are_one_ticket()
    {
        var (_, at) = await stage.KioskAsync();
        await using var page = await stage.Browser.OpenAsync(at);
        await page.OpenDayAsync();
        await page.Page.Locator("[data-button=card]").DblClickAsync();
        await page.PaperAsync(1);
        await page.PressAsync("result");
        await page.PaperAsync(2);
        Assert.Contains(":E001:", await QrReader.ReadAsync(await page.PhotographAsync(), Token), StringComparison.Ordinal);
        // Each press of the household's button is one person more.
        await page.PressAsync("household");
        await page.ShowsAsync("#speech", "Phiếu chung cho cả nhà. Số người: hai");
        await page.PressAsync("household");
        await page.PressAsync("account");
        await page.ShowsAsync("#speech", "Phiếu chung cho cả nhà. Số người: ba Số thứ tự là bê không không một");
        await page.PaperAsync(3);
        await page.ShowsAsync("#waiting", "3 people");
        Assert.Equal(["A001", "E001", "B001"], await page.Page.Locator("#waiting li b").AllTextContentsAsync());
    }

    [Fact(Timeout = 300_000)]
    public async Task Without_paper_the_number_is_given_and_spoken_and_the_paper_comes_once_when_there_is_some()
    {
        var (_, at) = await stage.KioskAsync();
        await using var page = await stage.Browser.OpenAsync(at);
        await page.OpenDayAsync();
        await page.ToggleAsync("fault-PaperOut");
        await page.ShowsAsync("#printer-state", "Paper out");
        await page.ShowsAsync("#faults", "Needs attention: Paper out");
        await page.ShowsAsync("#display", "Hết giấy / Paper out");
        await page.Page.Locator("[data-device=printer].failed").WaitForAsync();
        await page.PressAsync("correction");
        await page.ShowsAsync("#waiting", "D001");
        await page.ShowsAsync("#speech", "đê không không một Máy chưa in được phiếu");
        await Assertions.Expect(page.Paper).ToBeHiddenAsync();

        await page.ToggleAsync("fault-PaperOut");
        await page.HidesAsync("#display", "Paper out");
        await page.PaperAsync(1);
        Assert.Contains(":D001:", await QrReader.ReadAsync(await page.PhotographAsync(), Token), StringComparison.Ordinal);
        await page.PressAsync("card");
        await page.PaperAsync(2);
        Assert.Contains(":A001:", await QrReader.ReadAsync(await page.PhotographAsync(), Token), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_unplugged_device_is_shown_and_comes_back()
    {
        var (_, at) = await stage.KioskAsync();
        await using var page = await stage.Browser.OpenAsync(at);
        await page.OpenDayAsync();
        await page.ToggleAsync("plug-display");
        await page.ShowsAsync("[data-device=display]", "Unplugged");
        await page.PressAsync("card");
        await page.ShowsAsync("#waiting", "A001");
        await page.Page.Locator(".light.error.lit, .light.error.blinks").WaitForAsync();
        await page.ToggleAsync("plug-display");
        await page.ShowsAsync("[data-device=display]", "ready");
        await page.KeyAsync("Enter");
        await page.ShowsAsync("#display", "A001");

        await page.ToggleAsync("bars-1");
        await Assertions.Expect(page.Page.Locator("#signal .lit")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
    }

    [Fact(Timeout = 300_000)]
    public async Task A_visitor_has_a_made_up_citizens_card_finger_and_face_at_hand()
    {
        var (_, at) = await stage.KioskAsync();
        await using var page = await stage.Browser.OpenAsync(at);
        await page.OpenDayAsync();
        await ClickAsync(page, "Hold the paper shown before the scanner");
        await page.ShowsAsync("#told", "No paper of this run");
        await page.PressAsync("card");
        await page.PaperAsync(1);
        await ClickAsync(page, "Hold the paper shown before the scanner");
        await page.ShowsAsync("#told", "Paper scanned");
        await ClickAsync(page, "Nguyễn Thị Mẫu");
        await page.ShowsAsync("#told", "Card scanned: Nguyễn Thị Mẫu");
        await page.Page.GetByLabel("What the code says").FillAsync("edge1:receipt:x");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ShowsAsync("#told", "Code scanned");
        // Somebody who types a code presses no button of the kiosk.
        Assert.Equal(["A001"], await page.Page.Locator("#waiting li b").AllTextContentsAsync());

        var stays = page.Page.Locator("#finger-stays [data-id=stay-Good]");
        await stays.ClickAsync();
        await Assertions.Expect(stays).ToHaveAttributeAsync("aria-pressed", "true");
        await stays.ClickAsync();
        await Assertions.Expect(stays).ToHaveAttributeAsync("aria-pressed", "false");
        await ClickAsync(page, "In the dark");
        await Assertions.Expect(page.Page.Locator("[data-id=portrait-Dark]")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "I agree" }).ClickAsync();
        await page.Page.Locator("[data-button=yes].pressed").WaitForAsync();
    }

    private static Task ClickAsync(PanelPage page, string label) => page.Page.GetByRole(AriaRole.Button, new() { Name = label }).ClickAsync();

    private static async Task<string> QueueAsync(PanelPage page) =>
        string.Join(' ', [await page.Page.Locator(".at-desk").InnerTextAsync(), .. await page.Page.Locator("#waiting li b").AllTextContentsAsync()]);
}
