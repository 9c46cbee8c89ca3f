using Edge.SystemTests.Panel;

namespace Edge.SystemTests.Dashboard;

/// <summary>One hub and one browser for all that is tried on the hub's pages.</summary>
public sealed class DashboardStage : IAsyncLifetime
{
    internal Browser Browser { get; private set; } = null!;

    internal DashboardHub Hub { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // A busy machine takes its time.
        Microsoft.Playwright.Assertions.SetDefaultExpectTimeout(60_000);
        Hub = await DashboardHub.StartAsync();
        await SampleProgress.FillAsync(Hub, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(7)));
        Browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        if (Hub is not null) await Hub.DisposeAsync();
    }
}
