using System.Text.RegularExpressions;
using Edge.Agent.Tests.Desk;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;
using Microsoft.Playwright;

namespace Edge.SystemTests.Desk;

/// <summary>A citizen at the desk with the real steps behind it, over virtual devices.</summary>
public sealed class DeskEnrolmentTests(DeskStage stage) : IClassFixture<DeskStage>
{
    [Fact(Timeout = 300_000)]
    public async Task An_officer_enrols_a_citizen_with_at_most_twelve_clicks_and_keys()
    {
        await using var bench = await DeskBench.StartAsync(realCase: true);
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At);
        var keys = 0;
        async Task Press(string key)
        {
            keys++;
            await page.Page.Keyboard.PressAsync(key);
        }

        // The officer who was here last stands first; the choice is one of the twelve all the same.
        await page.Page.Locator("select[name=officer]").SelectOptionAsync(TestArea.Lan);
        keys++;
        await page.Page.Locator("input[name=pin]").FocusAsync();
        foreach (var digit in TestArea.LanPin) await Press(digit.ToString());
        await Press("Enter");
        await page.ShowsAsync("#now", "Gọi tiếp A001");
        await Press("n");
        await page.ShowsAsync("#now", "Đưa thẻ căn cước");
        await bench.PanelAsync("scan", new { citizen = "001190000018" });
        await page.ShowsAsync("#now", "ngón trỏ tay phải");
        await page.ShowsAsync("#citizen", "Nguyễn Thị Mẫu");
        await bench.PanelAsync("finger", new { kind = "Dry", on = true });
        await page.ShowsAsync("#steps", "2×");
        await bench.PanelAsync("finger", new { kind = "Good", on = true });
        await page.ShowsAsync("#now", "Chụp ảnh");
        await Press("p");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#portrait img')?.naturalWidth > 0");
        await Press("a");
        await page.ShowsAsync("#steps", "Đồng ý");
        await page.ShowsAsync("#now", "bấm nút");
        await bench.PanelAsync("press", new { button = "yes" });
        await page.ShowsAsync("#now", "Đã đủ các bước");
        await Press("f");
        await page.ShowsAsync("#citizen", "Chưa có hồ sơ nào");
        await page.ShowsAsync("#day", "Làm thẻ căn cước");
        Assert.True(keys <= 12, $"{keys} clicks and keys");
        Assert.Equal(1, (await bench.StatusAsync("kiosk")).GetProperty("day").GetProperty("enrolled").GetInt32());
        Assert.Equal(1, (await bench.StatusAsync("backlog")).GetProperty("records").GetInt32());
    }

    [Fact(Timeout = 300_000)]
    public async Task A_visitor_who_reads_only_labels_is_done_within_twenty_actions()
    {
        await using var bench = await DeskBench.StartAsync(realCase: true);
        await using var desk = await DeskPage.OpenAsync(stage.Browser, bench.At, "en");
        await using var panel = await stage.Browser.OpenAsync(new Uri((await bench.StatusAsync("panel")).GetProperty("address").GetString()!));
        var actions = 0;
        async Task Press(IPage page, string label)
        {
            actions++;
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{label}") }).First.ClickAsync();
        }

        await desk.Page.GetByLabel("Officer").SelectOptionAsync(new SelectOptionValue { Label = "Lò Thị Lan" });
        await desk.Page.GetByLabel("PIN").FillAsync(TestArea.LanPin);
        actions += 2;
        await Press(desk.Page, "Sign in");
        await Press(desk.Page, "Next A001");
        await desk.ShowsAsync("#now", "Hold the citizen");
        await Press(panel.Page, "Nguyễn Thị Mẫu");
        await desk.ShowsAsync("#now", "Take the fingerprint");
        await Press(panel.Page, "Good");
        await Press(desk.Page, "Take the picture");
        await desk.Page.WaitForFunctionAsync("() => document.querySelector('#portrait img')?.naturalWidth > 0");
        // EDGEDEV_SHOTS names a folder for pictures to look at; this one is README's.
        if (Environment.GetEnvironmentVariable("EDGEDEV_SHOTS") is { Length: > 0 } folder) await desk.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "desk.png") });
        await Press(desk.Page, "Keep this picture");
        await desk.ShowsAsync("#now", "press a button");
        await Press(panel.Page, "I agree");
        await Press(desk.Page, "Finish and print");
        await desk.ShowsAsync("#citizen", "No case is in hand");
        await desk.ShowsAsync("#day", "Identity card");
        Assert.True(actions <= 20, $"{actions} actions");
    }

    [Fact(Timeout = 300_000)]
    public async Task The_desk_locked_in_the_middle_goes_on_where_it_was()
    {
        await using var bench = await DeskBench.StartAsync(realCase: true);
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At);
        await page.SignInAsync();
        await page.ShowsAsync("#now", "Gọi tiếp A001");
        await page.Page.Keyboard.PressAsync("n");
        await page.ShowsAsync("#now", "Đưa thẻ căn cước");
        await page.Page.Keyboard.PressAsync("t");
        await page.Page.Locator("#typed [name=name]").FillAsync("Sùng A Thử");
        await page.Page.Locator("#typed button[type=submit]").ClickAsync();
        await page.ShowsAsync("#citizen", "Sùng A Thử");
        await page.Page.Locator("#lock").ClickAsync();
        await page.SignInAsync();
        await page.ShowsAsync("#citizen", "Sùng A Thử");
        await page.Page.Keyboard.PressAsync("u");
        await page.Page.GetByLabel("Từ chối").CheckAsync();
        await page.Page.Locator("#unable button[type=submit]").ClickAsync();
        await page.ShowsAsync("#citizen", "Chưa có hồ sơ nào");
        await Until.TrueAsync(async () => (await bench.StatusAsync("kiosk")).GetProperty("day").GetProperty("unable").GetInt32() == 1, "somebody is counted as unable");
    }
}
