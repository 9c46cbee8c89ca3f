using Edge.Agent.Doctor;
using Edge.Agent.Doctor.Machine;
using Edge.Agent.Update.Install;

namespace Edge.Agent.Tests.Doctor;

public sealed class UpdateExamTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_board_that_was_never_updated_or_runs_what_was_installed_is_well()
    {
        Assert.Equal((Grade.Ok, "the package's program runs"), Told(new InstallState(), null));
        Assert.Equal((Grade.Ok, "release 1.1 runs"), Told(Ended(ReleaseResult.Installed), "1.1"));
    }

    [Theory]
    [InlineData(nameof(ReleaseResult.TakenBack), "was not healthy and was taken back")]
    [InlineData(nameof(ReleaseResult.Refused), "was refused")]
    [InlineData(nameof(ReleaseResult.Interrupted), "is tried again by itself")]
    public void A_release_that_does_not_run_is_told_with_the_reason(string result, string expected)
    {
        var finding = UpdateExam.Judge(Ended(Enum.Parse<ReleaseResult>(result)), "1.0");
        Assert.Equal((Grade.Attention, "the reason"), (finding.Grade, finding.Detail));
        Assert.Contains(expected, finding.Reason.En, StringComparison.Ordinal);
        Assert.Contains("1.0", finding.Reason.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_is_told_while_it_is_on() =>
        Assert.Contains("release 1.1 is on trial", Told(new InstallState { Trial = new ReleaseAttempt("1.1", "d", 1, At) }, "1.1").Said, StringComparison.Ordinal);

    private static InstallState Ended(ReleaseResult result) => new InstallState().Ended(new ReleaseOutcome("1.1", "d", result, "the reason", At));

    private static (Grade Grade, string Said) Told(InstallState state, string? runs) => UpdateExam.Judge(state, runs) is var finding ? (finding.Grade, finding.Reason.En) : default;
}
