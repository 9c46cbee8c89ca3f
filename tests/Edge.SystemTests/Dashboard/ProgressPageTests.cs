using System.Text;
using Edge.Hub.Accounts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Progress;
using Edge.SystemTests.Panel;
using Microsoft.Playwright;

namespace Edge.SystemTests.Dashboard;

/// <summary>How far places are, in a real browser; complaints of the browser fail it (<see cref="HubPage"/>).</summary>
public sealed class ProgressPageTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(7));

    [Fact(Timeout = 300_000)]
    public async Task Places_are_gone_through_from_the_whole_to_a_team_and_taken_along_as_a_spreadsheet()
    {
        await using var hub = await DashboardHub.StartAsync();
        await FillAsync(hub);
        await using var browser = await Browser.StartAsync();
        await using var page = await HubPage.SignedInAsync(browser, hub, Role.Viewer);
        await page.GoAsync("/progress");
        await page.ShowsAsync("h1", "Toàn bộ");
        await page.ShowsAsync(".side nav a.active", "Tiến độ thu nhận");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Tỉnh Điện Biên" }).ClickAsync();
        await page.ShowsAsync("h1", "Tỉnh Điện Biên");
        // The field's own table: shares that sum to the whole, with the rest named.
        await page.ShowsAsync(".reasons", "51,04%");
        await page.ShowsAsync(".reasons", "38,67%");
        await page.ShowsAsync(".reasons", "7,21%");
        await page.ShowsAsync(".reasons", "something-new");
        await page.ShowsAsync(".reasons tbody tr:last-child", "18.322");
        await page.ShowsAsync(".totals", "109,7%");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Sín Thầu" }).ClickAsync();
        await page.ShowsAsync("h1", "Sín Thầu");
        await page.ShowsAsync("main", "lan");
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByText("Tải bảng tính").ClickAsync());
        Assert.Equal("progress-sin-thau.csv", download.SuggestedFilename);
        Assert.StartsWith("\uFEFFcode,name,", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        await page.Page.Locator(".trail a").Last.ClickAsync();
        await page.ShowsAsync("h1", "Tỉnh Điện Biên");
        await page.GoAsync("/progress/elsewhere");
        await page.ShowsAsync("main", "Không có trang này");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_phone_scrolls_nothing_sideways_and_English_is_there_too()
    {
        await using var hub = await DashboardHub.StartAsync();
        await FillAsync(hub);
        await using var browser = await Browser.StartAsync();
        await using var page = await HubPage.SignedInAsync(browser, hub, Role.Viewer, "en", 400);
        foreach (var path in (string[])["/progress", "/progress/dien-bien", "/progress/sin-thau"])
        {
            await page.GoAsync(path);
            await page.ShowsAsync("main", "Why people could not be enrolled");
            Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{path} is wider than the phone");
        }
    }

    private static async Task FillAsync(DashboardHub hub)
    {
        var none = CancellationToken.None;
        await hub.Get<PlaceBook>().SetAsync(Actor.CommandLine, "dien-bien", new PlaceChange("Tỉnh Điện Biên", null, "310", "2099-12-31", "500-600", null), none);
        await hub.Get<PlaceBook>().SetAsync(Actor.CommandLine, "sin-thau", new PlaceChange("Sín Thầu", "dien-bien", null, null, null, null), none);
        await hub.Get<ArchiveWriter>().ChangeAsync(async db =>
        {
            var tally = new ProgressTally();
            foreach (var (kind, outcome, count) in new[] { ("card", "complete", 340), ("card", "unable-cannot-read", 7_085), ("account", "unable-no-phone", 9_351), ("card", "unable-away", 1_321), ("card", "unable-something-new", 565) })
            {
                var place = await tally.PlaceAsync(db, new RecordSort("sin-thau", "sin-thau-01", "lan", Today.DayNumber, kind, outcome), none);
                for (var i = 0; i < count; i++) tally.Add(place);
            }
            await tally.SaveAsync(db, none);
            return true;
        }, none);
    }
}
