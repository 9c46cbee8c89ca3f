using Edge.Agent.Enrolment;
using Edge.Agent.Tests.Desk;
using Edge.Testing.Samples;
using Edge.Testing.Time;
using Microsoft.Playwright;

namespace Edge.SystemTests.Desk;

/// <summary>The officer's page in Chromium.</summary>
public sealed class DeskPageTests(DeskStage stage) : IClassFixture<DeskStage>
{
    private const string AllText = "document.documentElement.innerHTML";

    [Fact(Timeout = 300_000)]
    public async Task A_wrong_pin_is_told_and_a_right_one_shows_the_queue()
    {
        await using var bench = await DeskBench.StartAsync();
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At);
        await page.SignInAsync("000000");
        await page.ShowsAsync("#problem", "Còn thử được 4 lần");
        Assert.Equal("", await page.Page.Locator("input[name=pin]").InputValueAsync());
        Assert.DoesNotContain("A001", await page.Page.EvaluateAsync<string>(AllText), StringComparison.Ordinal);
        await page.SignInAsync();
        await page.ShowsAsync("#queue", "A001");
        await page.ShowsAsync("#list", "4");
    }

    [Fact(Timeout = 300_000)]
    public async Task The_main_way_is_done_by_keys_alone_and_few_of_them()
    {
        await using var bench = await DeskBench.StartAsync();
        bench.Case.Picture = PortraitPainter.Paint(new Random(7));
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At);
        await page.SignInAsync();
        await page.ShowsAsync("#now", "Gọi tiếp A001");
        await page.Page.Keyboard.PressAsync("n");
        await page.ShowsAsync("#now", "Đưa thẻ căn cước");
        bench.Case.Current = FakeCase.AtFingers();
        await page.ShowsAsync("#now", "ngón trỏ tay trái");
        await page.ShowsAsync("#now", "Ngón khô");
        await page.ShowsAsync("#citizen", "002 191 000 123");
        bench.Case.Current = FakeCase.AtPortrait() with { Steps = [new StepView("portrait", StepState.Current, false)] };
        await page.ShowsAsync("#now", "Chụp ảnh");
        await page.Page.Keyboard.PressAsync("p");
        await Until.TrueAsync(() => bench.Case.Acts is [.., CaseAct.TakePortrait], "a picture is asked for");
        bench.Case.Current = FakeCase.AtPortrait();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#portrait img')?.naturalWidth > 0");
        await page.Page.Keyboard.PressAsync("a");
        await Until.TrueAsync(() => bench.Case.Acts is [.., CaseAct.AcceptPortrait], "the picture is kept");
        bench.Case.Current = FakeCase.AtPortrait() with { Current = null };
        await page.ShowsAsync("#now", "Xong, in biên nhận");
        await page.Page.Keyboard.PressAsync("f");
        await page.ShowsAsync("#citizen", "Chưa có hồ sơ nào");
        Assert.IsType<CaseAct.Finish>(bench.Case.Acts[^1]);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("vi", 1280)]
    [InlineData("en", 400)]
    public async Task Two_desks_call_in_turn_pass_on_have_lunch_close_and_go_on_at_the_next_number(string language, int width)
    {
        var vi = language == "vi";
        await using var bench = await DeskBench.StartAsync(kiosk: ",\"Desks\":2");
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At, language, width: width);
        await page.SignInAsync();
        await page.ShowsAsync("#queue", vi ? "đã chờ 0 phút" : "waited 0 min");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#queue .about img')?.naturalWidth > 0");
        await page.Page.Keyboard.PressAsync("n");
        await page.ShowsAsync("#queue", vi ? "A001 ở bàn số 1" : "A001 at desk 1");
        await page.ShowsAsync("#now", vi ? "gọi 0 phút trước" : "called 0 min ago");

        // The other desk sees its own line and nothing of the case at the first.
        await page.Page.Locator("#desk").SelectOptionAsync("2");
        await page.ShowsAsync("#now", vi ? "Gọi tiếp B001" : "Next B001");
        await page.Page.Keyboard.PressAsync("n");
        await page.ShowsAsync("#queue", vi ? "B001 ở bàn số 2" : "B001 at desk 2");
        await page.ShowsAsync("#queue", vi ? "A001 ở bàn số 1" : "A001 at desk 1");
        await page.Page.Keyboard.PressAsync("t");
        await page.Page.Locator("#pass select[name=service]").SelectOptionAsync("result");
        await page.Page.Locator("#pass select[name=toDesk]").SelectOptionAsync("1");
        await page.Page.Locator("#pass button[type=submit]").ClickAsync();
        await page.ShowsAsync("#now", vi ? "Gọi tiếp A002" : "Next A002");
        await page.Page.Locator("#desk").SelectOptionAsync("1");
        await page.ShowsAsync("#queue", vi ? "cho bàn số 1" : "for desk 1");
        await page.Page.Locator("#desk").SelectOptionAsync("2");

        await page.Page.Locator("#pause").ClickAsync();
        await page.ShowsAsync("#now", vi ? "Đang nghỉ trưa" : "At lunch");
        await page.Page.Locator("#resume").ClickAsync();
        await page.ShowsAsync("#now", vi ? "Gọi tiếp A002" : "Next A002");

        await page.ShowsAsync("#close-open", vi ? "2 đang chờ" : "2 wait");
        await page.Page.Locator("#close-open").ClickAsync();
        await page.Page.Locator("#close-day button[type=submit]").ClickAsync();
        await page.ShowsAsync("#now", vi ? "Chưa bắt đầu ngày làm việc" : "The service day is not open yet");
        await page.ShowsAsync("#day", vi ? "Còn chờ lúc nghỉ2" : "Turned away at closing2");
        await page.Page.Keyboard.PressAsync("o");
        await page.Page.Locator("#close-open").WaitForAsync();
        await page.Page.Keyboard.PressAsync("g");
        await page.Page.Locator("#ticket button[type=submit]").ClickAsync();
        await page.ShowsAsync("#queue", "A003");
    }

    [Fact(Timeout = 300_000)]
    public async Task What_is_wrong_stands_above_what_there_is_to_do_until_it_is_mended()
    {
        await using var bench = await DeskBench.StartAsync();
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At);
        await page.SignInAsync();
        await bench.PanelAsync("printer", new { fault = "Cutter", on = true });
        await page.ShowsAsync("#faults", "Cần xem: Kẹt dao");
        await page.ShowsAsync("#devices", "Kẹt dao");
        await bench.PanelAsync("printer", new { fault = "Cutter", on = false });
        await page.Page.Locator("#faults").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact(Timeout = 300_000)]
    public async Task Escape_twice_locks_and_nothing_of_anybody_stays_behind()
    {
        await using var bench = await DeskBench.StartAsync();
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At);
        await page.SignInAsync();
        bench.Case.Current = FakeCase.AtFingers();
        await page.ShowsAsync("#citizen", "Vừ Thị Mỷ");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Locator("input[name=pin]").WaitForAsync();
        Assert.DoesNotContain("Mỷ", await page.Page.EvaluateAsync<string>(AllText), StringComparison.Ordinal);
        await page.Page.GoBackAsync();
        Assert.DoesNotContain("Mỷ", await page.Page.EvaluateAsync<string>(AllText), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_lock_from_elsewhere_clears_the_page_by_itself()
    {
        await using var bench = await DeskBench.StartAsync();
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At);
        await page.SignInAsync();
        bench.Case.Current = FakeCase.AtFingers();
        await page.ShowsAsync("#citizen", "Vừ Thị Mỷ");
        bench.Time.Jump(TimeSpan.FromMinutes(6));
        await page.Page.Locator("input[name=pin]").WaitForAsync();
        Assert.DoesNotContain("Mỷ", await page.Page.EvaluateAsync<string>(AllText), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Unable_is_said_with_a_reason_and_a_date_where_one_goes_with_it()
    {
        await using var bench = await DeskBench.StartAsync();
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At, "en");
        await page.SignInAsync();
        bench.Case.Current = FakeCase.AtFingers();
        await page.ShowsAsync("#now", "Cannot be done");
        await page.Page.Keyboard.PressAsync("u");
        var dialog = page.Page.Locator("#unable");
        await dialog.GetByLabel("Refused").CheckAsync();
        Assert.False(await dialog.Locator("[name=again]").IsVisibleAsync());
        await dialog.GetByLabel("Away for work").CheckAsync();
        await dialog.Locator("[name=again]").FillAsync("2026-12-24");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await page.ShowsAsync("#citizen", "No case is in hand");
        Assert.Equal(new CaseAct.Unable("away", new DateOnly(2026, 12, 24)), bench.Case.Acts[^1]);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_worklist_is_searched_without_marks_and_a_name_is_never_markup()
    {
        await using var bench = await DeskBench.StartAsync();
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At, "en");
        await page.SignInAsync();
        bench.Case.Current = FakeCase.Begun("card", "A001");
        await page.ShowsAsync("#now", "Hold the citizen");
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync("giang a chu");
        await page.ShowsAsync("#people", "<b>Giàng A Chứ</b>");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Choose this person" }).ClickAsync();
        await Until.TrueAsync(() => bench.Case.Acts is [.., CaseAct.IdentifyEntry { Entry: 2 }], "somebody is chosen");
        Assert.EndsWith("/", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Who_is_missing_is_printed_for_the_loudspeaker_and_does_not_stay_on_the_page()
    {
        await using var bench = await DeskBench.StartAsync();
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At);
        await page.SignInAsync();
        await page.ShowsAsync("#list", "4");
        await page.Page.EvaluateAsync("window.print = () => window.printed = document.getElementById('paper').textContent");
        await page.Page.GetByLabel("cần đến nhà").CheckAsync();
        await page.ShowsAsync("#people", "Sùng Thị Máy");
        await page.Page.Locator("#print").ClickAsync();
        await page.Page.WaitForFunctionAsync("() => window.printed");
        Assert.Equal("HÁ SÚNG\n  Sùng Thị Máy (1955)\n\n", await page.Page.EvaluateAsync<string>("window.printed"));
        Assert.Equal("", await page.Page.Locator("#paper").TextContentAsync());
    }

    [Fact(Timeout = 300_000)]
    public async Task What_has_the_focus_keeps_it_while_the_page_changes()
    {
        await using var bench = await DeskBench.StartAsync();
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At);
        await page.SignInAsync();
        bench.Case.Current = FakeCase.AtFingers();
        await page.ShowsAsync("#now", "Ngón khô");
        await page.Page.Locator("#unable-open").FocusAsync();
        bench.Case.Current = FakeCase.AtPortrait();
        await page.ShowsAsync("#now", "Ảnh có chỗ chưa tốt");
        Assert.Equal("unable-open", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.NotEqual("none", await page.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("wide-vi", "vi", "light", 1280, 900)]
    [InlineData("wide-en", "en", "light", 1280, 900)]
    [InlineData("dark", "vi", "dark", 1280, 900)]
    [InlineData("sun", "vi", "sun", 1280, 900)]
    [InlineData("small-vi", "vi", "light", 400, 860)]
    [InlineData("small-en-dark", "en", "dark", 400, 860)]
    [InlineData("small-sun", "vi", "sun", 400, 860)]
    public async Task Nothing_is_cut_off_at_any_size_and_every_button_is_large_enough(string name, string language, string theme, int width, int height)
    {
        await using var bench = await DeskBench.StartAsync();
        bench.Case.Picture = PortraitPainter.Paint(new Random(7));
        await using var page = await DeskPage.OpenAsync(stage.Browser, bench.At, language, theme, width, height);
        await LookAsync(page, $"{name}-0-sign-in");
        await page.SignInAsync();
        await page.ShowsAsync("#queue", "A001");
        await LookAsync(page, $"{name}-1-queue");
        await page.Page.Keyboard.PressAsync("n");
        await page.ShowsAsync("#citizen", "A001");
        bench.Case.Current = FakeCase.AtFingers();
        await page.ShowsAsync("#citizen", "Vừ Thị Mỷ");
        await page.Page.Locator("#search button[type=submit]").ClickAsync();
        await page.ShowsAsync("#people", "Nguyễn Đức Anh");
        await LookAsync(page, $"{name}-2-fingers");
        bench.Case.Current = FakeCase.AtPortrait();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#portrait img')?.naturalWidth > 0");
        await LookAsync(page, $"{name}-3-portrait");
        await page.Page.Keyboard.PressAsync("u");
        await LookAsync(page, $"{name}-4-unable", wholePage: false);
    }

    // EDGEDEV_SHOTS names a folder for pictures to look at.
    private static async Task LookAsync(DeskPage page, string name, bool wholePage = true)
    {
        if (Environment.GetEnvironmentVariable("EDGEDEV_SHOTS") is { Length: > 0 } folder) await page.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = wholePage });
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the window");
        var small = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('button')].filter(b => b.getClientRects().length && (b.offsetHeight < 34 || b.offsetWidth < 34)).map(b => b.outerHTML)");
        Assert.Empty(small);
        var nameless = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('input, select, textarea')].filter(f => !f.labels?.length && !f.ariaLabel).map(f => f.outerHTML)");
        Assert.Empty(nameless);
    }
}
