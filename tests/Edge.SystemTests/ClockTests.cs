using System.Text.Json;
using Edge.SystemTests.Support;

namespace Edge.SystemTests;

/// <summary>A board without a battery wakes up in 1970; another was set by a wrong hand. Both are enrolled and send all the same.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1970-01-02 03:04:05")]
    [InlineData("2040-01-02 03:04:05")]
    public async Task A_board_with_a_wrong_clock_is_enrolled_connects_and_sends(string clock)
    {
        await using var system = await EdgeSystem.StartAsync();
        var kiosk = await system.AddKioskAsync("kiosk-1", setup => setup with { Environment = new Dictionary<string, string>(setup.Environment)
        {
            ["LD_PRELOAD"] = FakeTime(),
            ["FAKETIME"] = $"@{clock}",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["TZ"] = "UTC",
        } });
        await kiosk.StartAsync();
        var year = int.Parse(clock[..4], System.Globalization.CultureInfo.InvariantCulture);
        await kiosk.Agent.SubmitAsync(Sample.Record(1), Token);
        await system.WaitStoredAsync(1, Limit);
        await system.WaitDrainedAsync(Limit);

        var listed = Assert.Single(JsonElement.Parse((await system.Hub.RunAsync(["record", "list", "--json"], null, Token)).Output).EnumerateArray());
        Assert.Equal(year, listed.GetProperty("acceptedAt").GetDateTimeOffset().Year);
        Assert.InRange(listed.GetProperty("storedAt").GetDateTimeOffset(), TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
        Assert.Empty((await system.BoardAsync("kiosk-1")).GetProperty("incidents").EnumerateArray());

        // And again after a restart, with what it holds.
        kiosk.Link.Cut();
        await kiosk.Agent.SubmitAsync(Sample.Record(2), Token);
        await kiosk.RestartAfterKillAsync();
        kiosk.Link.Restore();
        await system.WaitStoredAsync(2, Limit);
        Assert.Equal(2, (await ArchiveAudit.CheckAsync(system.HubSetup)).Count);
    }

    // The multi-threaded one; Debian puts it below the machine's own name.
    private static string FakeTime() => Directory.GetDirectories("/usr/lib", "*-linux-*").Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("libfaketimeMT.so.1 is missing; apt-get install faketime");
}
