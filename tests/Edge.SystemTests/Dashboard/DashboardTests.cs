using Edge.Hub.Accounts;
using Edge.Hub.Audit;
using Edge.Hub.Fleet;
using Edge.Hub.Views;
using Microsoft.Playwright;

namespace Edge.SystemTests.Dashboard;

/// <summary>The hub's pages in Chromium, under the policy they are served with. What the browser complains about fails each test.</summary>
public sealed class DashboardTests(DashboardStage stage) : IClassFixture<DashboardStage>
{
    // With script, with an escape that moves a terminal's cursor, and with a mark that turns writing round.
    private const string Hostile = "<script>document.title='taken'</script>\u202Egnp.exe\u001b[2J<img src=x onerror=alert(1)>";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Nothing_is_shown_before_the_sign_in_and_a_wrong_password_is_told()
    {
        await using var page = await HubPage.OpenAsync(stage.Browser, stage.Hub);
        await page.ShowsAsync("h1", "Đăng nhập");
        await page.SignInAsync(Role.Viewer, "not this one at all");
        await page.ShowsAsync("#problem", "không đúng");
        await page.SignInAsync(Role.Viewer);
        await page.ShowsAsync("h1", "Điểm thu nhận");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        await page.ShowsAsync("h1", "Đăng nhập");
        await page.Page.GotoAsync(new Uri(stage.Hub.Https, "/alerts").ToString());
        await page.ShowsAsync("h1", "Đăng nhập");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_board_that_dies_and_returns_is_seen_without_a_touch()
    {
        var board = SampleFleet.Boards.First(b => b.Online && b.Trouble.Length == 0 && b.Number > 30);
        await using var page = await HubPage.SignedInAsync(stage.Browser, stage.Hub, Role.Viewer, "en");
        // Whoever was heard minutes ago is shown with that age.
        SampleFleet.Tell(stage.Hub, board, TimeProvider.System.GetUtcNow());
        await page.GoAsync($"/?q={board.Node}");
        var row = page.Page.Locator("tr", new() { HasText = board.Node });
        await Assertions.Expect(row).ToContainTextAsync("connected");
        stage.Hub.Get<FleetState>().Take(Edge.Contracts.Sparkplug.SparkplugVerb.Death, board.Node, SampleHealth.Death, TimeProvider.System.GetUtcNow());
        await Assertions.Expect(row).Not.ToContainTextAsync("connected", new() { Timeout = 30_000 });
        SampleFleet.Tell(stage.Hub, board, TimeProvider.System.GetUtcNow());
        await Assertions.Expect(row).ToContainTextAsync("connected", new() { Timeout = 30_000 });
    }

    [Fact(Timeout = 300_000)]
    public async Task The_list_is_searched_without_marks_filtered_and_summed()
    {
        await using var page = await HubPage.SignedInAsync(stage.Browser, stage.Hub, Role.Viewer);
        var search = page.Page.GetByRole(AriaRole.Searchbox);
        await search.FillAsync("Mường Lây nua");
        await page.ShowsAsync(".found", "3 trong 60");
        await search.FillAsync("");
        await page.ShowsAsync(".found", "60 trong 60");
        await page.Page.GetByRole(AriaRole.Combobox).SelectOptionAsync("muong-nhe");
        await page.ShowsAsync(".found", "11 trong 60");
        Assert.Contains("area=muong-nhe", page.Page.Url, StringComparison.Ordinal);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Theo địa bàn" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("table.areas tbody tr").First).ToContainTextAsync("muong-nhe");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Bỏ lọc" }).ClickAsync();
        await page.ShowsAsync(".found", "60 trong 60");
    }

    [Theory]
    [InlineData(Role.Viewer, false, false)]
    [InlineData(Role.Operator, true, false)]
    [InlineData(Role.Technician, false, true)]
    public async Task Each_role_is_offered_what_it_may_and_no_page_of_users(Role role, bool notes, bool locks)
    {
        await using var page = await HubPage.SignedInAsync(stage.Browser, stage.Hub, role, "en");
        await page.GoAsync($"/board/{SampleFleet.Boards[1].Node}");
        Assert.Equal(notes ? 1 : 0, await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add a note" }).CountAsync());
        Assert.Equal(locks ? 1 : 0, await page.Page.GetByRole(AriaRole.Button, new() { Name = "Lock the board" }).CountAsync());
        Assert.Equal(0, await page.Page.GetByRole(AriaRole.Link, new() { Name = "Users" }).CountAsync());
        var answer = await page.Page.GotoAsync(new Uri(stage.Hub.Https, "/users").ToString());
        Assert.Equal(403, answer!.Status);
        Assert.DoesNotContain("quan.admin", await page.Page.ContentAsync(), StringComparison.Ordinal);
        page.Forgive("/users");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_role_that_is_taken_away_meanwhile_is_refused_at_the_act()
    {
        var users = stage.Hub.Get<UserBook>();
        await users.AddAsync(Actor.CommandLine, new NewUser("tam.operator", Role.Operator, "en", DashboardHub.Password), Token);
        await using var page = await HubPage.OpenAsync(stage.Browser, stage.Hub, "en");
        await page.SignInAsync("tam.operator", DashboardHub.Password);
        var board = SampleFleet.Boards[2].Node;
        await page.GoAsync($"/board/{board}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add a note" }).ClickAsync();
        await page.Page.Locator("#board-note").FillAsync("not to be kept");
        await users.LockAsync(Actor.CommandLine, "tam.operator", locked: true, Token);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ShowsAsync("dialog[open] [role=alert]", "does not allow");
        Assert.Empty(await stage.Hub.Get<BoardCommands>().NotesAsync(board, Token));
    }

    [Fact(Timeout = 300_000)]
    public async Task The_main_way_is_done_by_keys_alone()
    {
        var board = SampleFleet.Boards[4].Node;
        await using var page = await HubPage.SignedInAsync(stage.Browser, stage.Hub, Role.Operator, "en");
        await page.GoAsync($"/?q={board}");
        await page.TabToAsync(board);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ShowsAsync("h1", board);
        await page.TabToAsync("Add a note");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator("dialog[open] textarea").WaitForAsync();
        // Several times: the word of the closing is on its way when the next key comes, and must not empty what that opens.
        for (var i = 0; i < 5; i++)
        {
            await page.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
            await page.Page.Keyboard.PressAsync("Enter");
            await page.Page.Locator("dialog[open] textarea").WaitForAsync();
        }
        await page.Page.Keyboard.TypeAsync("asked the commune");
        await page.TabToAsync("Save");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ShowsAsync("main", "asked the commune");
        Assert.Equal("board-noted", (await stage.Hub.Get<AuditReader>().ListAsync(board, null, 10, Token))[0].Act);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_board_is_locked_only_by_its_name()
    {
        var board = SampleFleet.Boards.Last(b => b.Online).Node;
        await using var page = await HubPage.SignedInAsync(stage.Browser, stage.Hub, Role.Technician, "en");
        await page.GoAsync($"/board/{board}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Lock the board" }).ClickAsync();
        var dialog = page.Page.Locator("dialog[open]");
        await Assertions.Expect(dialog).ToContainTextAsync(board);
        await dialog.Locator("input").FillAsync("another");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Lock the board" }).ClickAsync();
        await page.ShowsAsync("dialog[open] [role=alert]", "is not");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        Assert.False(stage.Hub.Get<Edge.Hub.Boards.NodeRegistry>().Nodes[board].Revoked);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_wrong_list_is_told_line_by_line_and_a_right_one_is_previewed_first()
    {
        await using var page = await HubPage.SignedInAsync(stage.Browser, stage.Hub, Role.Operator, "en");
        await page.GoAsync("/areas/tua-chua");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Import a list" }).ClickAsync();
        var file = page.Page.Locator("dialog[open] input[type=file]");
        await file.SetInputFilesAsync(new FilePayload { Name = "list.csv", MimeType = "text/csv", Buffer = "number,name,birth,sex,hamlet,residence,needs,lacks\n,Giàng A Chứ,1960-05-05,x,Na Lay,thường trú,,\n"u8.ToArray() });
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await page.ShowsAsync("dialog[open] [role=alert]", "line 2, sex");
        Assert.DoesNotContain("Giàng", await page.Page.Locator("dialog[open] [role=alert]").InnerTextAsync(), StringComparison.Ordinal);
        await file.SetInputFilesAsync(new FilePayload { Name = "list.csv", MimeType = "text/csv", Buffer = SampleFleet.Worklist(30) });
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await page.ShowsAsync("dialog[open] [role=status]", "30 people, 30 new");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Take it in" }).ClickAsync();
        await page.ShowsAsync("dialog[open] [role=status]", "Taken");
    }

    [Fact(Timeout = 300_000)]
    public async Task Settings_are_drafted_and_issued_by_who_may_and_wrong_ones_are_told()
    {
        await using (var viewer = await HubPage.SignedInAsync(stage.Browser, stage.Hub, Role.Operator, "en"))
        {
            await viewer.GoAsync("/settings?group=nam-po");
            await viewer.ShowsAsync("main", "On offer");
            Assert.Equal(0, await viewer.Page.GetByRole(AriaRole.Button, new() { Name = "Change addresses" }).CountAsync());
        }
        await using var page = await HubPage.SignedInAsync(stage.Browser, stage.Hub, Role.Technician, "en");
        await page.GoAsync("/settings?group=nam-po");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Change addresses" }).ClickAsync();
        await page.Page.Locator("#settings-mqtt").FillAsync("no port");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ShowsAsync("dialog[open] [role=alert]", "no port");
        await page.Page.Locator("#settings-mqtt").FillAsync("new.example:8883, hub.dienbien.example:8883");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ShowsAsync("main", "new.example:8883, hub.dienbien.example:8883");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Change the rest" }).ClickAsync();
        await page.Page.Locator("#settings-other").FillAsync("{ \"place\": \"Nậm Pồ\", \"colour\": 1 }");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ShowsAsync("dialog[open] [role=alert]", "'colour' is no part");
        await page.Page.Locator("#settings-other").FillAsync("{ \"place\": \"Nậm Pồ\" }");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ShowsAsync("main", "Nậm Pồ");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Issue", Exact = true }).ClickAsync();
        await page.ShowsAsync("dialog[open]", "9 boards");
        await page.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Issue", Exact = true }).ClickAsync();
        await page.ShowsAsync("main", "There is no draft.");
        Assert.Equal("settings-issued", (await stage.Hub.Get<AuditReader>().ListAsync("group nam-po", null, 10, Token))[0].Act);
    }

    [Fact(Timeout = 300_000)]
    public async Task What_boards_and_users_write_is_shown_and_does_nothing()
    {
        var board = SampleFleet.Boards.First(b => b.Online && b.Number > 20 && b.Number % 9 != 4);
        SampleFleet.Tell(stage.Hub, board, TimeProvider.System.GetUtcNow(), Hostile);
        await stage.Hub.Get<BoardCommands>().NoteAsync(Actor.User("lan.viewer"), board.Node, Hostile, Token);
        await using var page = await HubPage.SignedInAsync(stage.Browser, stage.Hub, Role.Admin, "en");
        foreach (var path in new[] { $"/?q={board.Node}", $"/board/{board.Node}", $"/audit?target={Uri.EscapeDataString(Hostile)}", $"/custody/{Uri.EscapeDataString("<b>x")}", $"/areas/{Uri.EscapeDataString(Hostile)}" })
        {
            await page.GoAsync(path);
            Assert.Equal(0, await page.Page.Locator("main script, main img").CountAsync());
            var text = await page.Page.Locator("main").InnerTextAsync();
            Assert.DoesNotContain('\u202E', text);
            Assert.DoesNotContain('\u001b', text);
            Assert.NotEqual("taken", await page.Page.TitleAsync());
        }
        await page.GoAsync($"/board/{board.Node}");
        await page.ShowsAsync("main", "<script>document.title");
    }

    [Fact(Timeout = 300_000)]
    public async Task Nothing_scrolls_sideways_on_a_phone()
    {
        await using var page = await HubPage.SignedInAsync(stage.Browser, stage.Hub, Role.Admin, "vi", 400);
        foreach (var (path, _) in DashboardShots.Pages)
        {
            await page.GoAsync(path);
            var wide = await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(wide <= 400, $"{path} is {wide} wide on a phone of 400");
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Language_and_colours_are_kept()
    {
        await using var page = await HubPage.SignedInAsync(stage.Browser, stage.Hub, Role.Viewer);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await page.ShowsAsync("h1", "Boards");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Dark" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.GoAsync("/alerts");
        await page.ShowsAsync("h1", "Alerts");
        await Assertions.Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }
}
