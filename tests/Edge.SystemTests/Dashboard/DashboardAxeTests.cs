using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Edge.Hub.Accounts;
using Microsoft.Playwright;

namespace Edge.SystemTests.Dashboard;

/// <summary>Labels, contrast and roles of every page, light and dark, under the policy the pages are served with.</summary>
public sealed class DashboardAxeTests(DashboardStage stage) : IClassFixture<DashboardStage>
{
    [Theory(Timeout = 300_000)]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_has_a_serious_finding(ColorScheme scheme)
    {
        await using var page = await HubPage.OpenAsync(stage.Browser, stage.Hub, "vi", 1440, scheme);
        var found = new List<string>();
        await LookAsync(page, "sign-in", found);
        await page.SignInAsync(Role.Admin);
        foreach (var (path, name) in DashboardShots.Pages)
        {
            await page.GoAsync(path);
            await LookAsync(page, name, found);
        }
        await page.GoAsync($"/board/{SampleFleet.Boards[1].Node}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Khoá điểm" }).ClickAsync();
        await page.Page.Locator("dialog[open]").WaitForAsync();
        await LookAsync(page, "dialog", found);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static async Task LookAsync(HubPage page, string name, List<string> found)
    {
        var result = await page.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.NotEmpty(result.Passes);
        foreach (var violation in result.Violations.Where(v => v.Impact is "serious" or "critical"))
        {
            found.Add($"{name}: {violation.Id} ({violation.Help}) at {string.Join("; ", violation.Nodes.Take(3).Select(n => $"{n.Html} {string.Join(' ', n.Any.Select(a => a.Message).Take(1))}"))}");
        }
    }
}
