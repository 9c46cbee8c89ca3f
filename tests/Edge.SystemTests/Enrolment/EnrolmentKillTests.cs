using System.Globalization;
using Edge.SystemTests.Support;

namespace Edge.SystemTests.Enrolment;

/// <summary>
/// Kills the agent between any two steps of a case: what was finished is kept, the step in hand begins anew, one record comes of it,
/// and nothing that was captured is on the disk in the clear. EDGEDEV_DESK_KILLS says how many cases, each killed eight times.
/// </summary>
public sealed class EnrolmentKillTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("EDGEDEV_DESK_KILLS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 1;

    [Fact(Timeout = 3_600_000)]
    public async Task Killed_between_any_two_steps_a_case_keeps_what_was_finished_and_begins_the_step_in_hand_anew()
    {
        await using var village = await Village.OpenAsync();
        var (kiosk, desk, hands) = await village.KioskAsync("kiosk-1");
        await desk.SignInAsync(Village.Officer, village.Pin);
        await desk.ActAsync("queue/open");
        var stage = new Stage(village, kiosk, desk, hands);
        for (var round = 1; round <= Rounds; round++) await stage.CaseAsync();

        var records = await village.System.WaitStoredAsync(Rounds, Limit);
        Assert.Equal(Rounds, records.Count(r => r is { Kind: "card", Outcome: "complete" }));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Rounds} cases, {stage.Kills} kills, {records.Count(r => r.Kind == "card")} records");
        foreach (var canary in new[] { "Nguyễn Thị Mẫu", Village.Citizen, "Thôn Mẫu, Xã Thử" })
        {
            var (found, files) = CanarySearch.In(Directory.EnumerateFiles(village.System.Folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains("/hub", StringComparison.Ordinal)), new Canary(canary));
            Assert.Empty(found);
            Assert.True(files > 5, $"{files} files were searched");
        }
    }

    private sealed class Stage(Village village, Kiosk kiosk, DeskClient desk, Hands hands)
    {
        public int Kills { get; private set; }

        public async Task CaseAsync()
        {
            await hands.PressAsync("card");
            await desk.UntilAsync(async () => (await desk.StateAsync()).GetProperty("queue").GetProperty("waiting").GetArrayLength() == 1, "no ticket was given");
            await desk.ActAsync("queue/next");
            await KillAsync("identify");
            await hands.CardAsync(Village.Citizen);
            await desk.WaitAsync("fingers");
            await KillAsync("fingers", "identify");
            await hands.FingerAsync("Good");
            await desk.UntilAsync(async () => await FirstFingerAsync() == "done", "the first finger was not taken");
            await KillAsync("fingers", "identify");
            Assert.NotEqual("done", await FirstFingerAsync());
            await hands.RestAsync("Good");
            await desk.WaitAsync("portrait");
            await KillAsync("portrait", "identify", "fingers");
            await desk.ActAsync("case/take-portrait");
            await KillAsync("portrait", "identify", "fingers");
            Assert.False((await desk.StepAsync("portrait")).TryGetProperty("preview", out _));
            await desk.ActAsync("case/take-portrait");
            await desk.ActAsync("case/accept-portrait");
            await KillAsync("consent", "identify", "fingers", "portrait");
            Assert.Equal(409, (await desk.TryAsync("case/finish")).Status);
            await desk.UntilAsync(async () => (await desk.StepAsync("consent")).GetProperty("played").GetBoolean(), "the question was not heard to its end");
            await hands.PressAsync("yes");
            await desk.UntilAsync(async () => await desk.StepAsync() is "done" or "review", "the consent was not taken");
            await KillAsync(null, "identify", "fingers", "portrait", "consent");
            await desk.ActAsync("case/finish");
            await RestartAsync();
            Assert.Null(await desk.StepAsync());
        }

        private async Task<string?> FirstFingerAsync() => (await desk.StepAsync("fingers")).GetProperty("fingers").EnumerateArray().First().GetProperty("state").GetString()?.ToLowerInvariant();

        private async Task KillAsync(string? current, params string[] done)
        {
            await RestartAsync();
            if (current is not null) Assert.Equal(current, await desk.StepAsync());
            var steps = (await desk.CaseAsync())!.Value.GetProperty("steps").EnumerateArray().ToDictionary(s => s.GetProperty("id").GetString()!, s => s.GetProperty("state").GetString()!.ToLowerInvariant());
            Assert.Equal(done, steps.Where(s => s.Value == "done").Select(s => s.Key));
        }

        private async Task RestartAsync()
        {
            await kiosk.RestartAfterKillAsync();
            Kills++;
            await desk.SignInAsync(Village.Officer, village.Pin);
        }
    }
}
