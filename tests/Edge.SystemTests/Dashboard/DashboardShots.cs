using Edge.Hub.Accounts;
using Microsoft.Playwright;

namespace Edge.SystemTests.Dashboard;

/// <summary>Pictures of every page, for people to look at and for the guide: EDGEDEV_SHOTS names the folder, EDGEDEV_SHOTS_ALL asks for dark ones and a phone's too. Without it each page is opened once.</summary>
public sealed class DashboardShots(DashboardStage stage) : IClassFixture<DashboardStage>
{
    /// <summary>Every page there is, by its name in the guide.</summary>
    internal static readonly (string Path, string Name)[] Pages =
    [
        ("/", "fleet"), ("/?by=area", "fleet-areas"), ("/board/muong-lay-lay-nua", "board"), ("/custody", "custody"), ("/custody/muong-lay-lay-nua/" + Yesterday, "proof"), ("/alerts", "alerts"),
        ("/areas", "areas"), ("/areas/muong-lay", "area"), ("/settings", "settings"), ("/audit", "audit"), ("/users", "users"),
        ("/progress", "progress-whole"), ("/progress/dien-bien", "progress"), ("/progress/muong-lay", "progress-place"),
    ];

    // What the guide has no picture of.
    private static readonly string[] Beside = ["fleet-areas", "progress-whole", "progress-place"];

    private static string Yesterday => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact(Timeout = 600_000)]
    public async Task Every_page_is_drawn_in_both_languages_without_a_complaint()
    {
        var folder = Environment.GetEnvironmentVariable("EDGEDEV_SHOTS") ?? "";
        (string, int, ColorScheme, string)[] looks = folder.Length == 0 ? [("en", 1440, ColorScheme.Light, "")] : [("vi", 1280, ColorScheme.Light, "-vi"), ("en", 1280, ColorScheme.Light, "-en")];
        var all = Environment.GetEnvironmentVariable("EDGEDEV_SHOTS_ALL") is { Length: > 0 };
        var guide = folder.Length > 0 && !all;
        if (folder.Length > 0 && all) looks = [.. looks, ("vi", 1440, ColorScheme.Dark, "-dark"), ("vi", 400, ColorScheme.Light, "-phone")];
        foreach (var (language, width, scheme, suffix) in looks)
        {
            await using var page = await HubPage.OpenAsync(stage.Browser, stage.Hub, language, width, scheme);
            await page.ShootAsync(folder, $"sign-in{suffix}");
            await page.SignInAsync(Role.Admin);
            // What time alone changes is judged every quarter of a minute.
            if (folder.Length > 0) await page.ShowsAsync(".chip.silent b", "3");
            foreach (var (path, name) in Pages)
            {
                if (guide && Beside.Contains(name)) continue;
                await page.GoAsync(path);
                await page.ShootAsync(folder, $"{name}{suffix}");
            }
        }
    }
}
