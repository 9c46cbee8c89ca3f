using Edge.Agent.Update;
using Edge.Agent.Update.Install;
using Edge.Agent.Update.Trial;

namespace Edge.Agent.Tests.Update;

public sealed class TrialRulesTests
{
    private static readonly UpdateOptions Options = new();
    private readonly TrialRules _rules = new("/r/1.1", Options, TimeSpan.Zero, restarts: 3);

    [Fact]
    public void A_program_is_healthy_when_one_process_of_it_said_so_and_ran_on()
    {
        Assert.Null(Judge(0, "1", null).Healthy);
        Assert.Null(Judge(10, "1", new RunningNote("1", "/r/1.1")).Healthy);
        Assert.Null(Judge(10 + Steady - 1, "1", new RunningNote("1", "/r/1.1")).Healthy);
        Assert.True(Judge(10 + Steady, "1", new RunningNote("1", "/r/1.1")).Healthy);
    }

    [Fact]
    public void Another_process_begins_anew_and_the_word_of_another_program_counts_for_nothing()
    {
        Assert.Null(Judge(0, "1", new RunningNote("1", "/r/1.1")).Healthy);
        Assert.Null(Judge(Steady, "2", new RunningNote("2", "/r/1.1")).Healthy);
        Assert.Null(Judge(3 * Steady, "3", new RunningNote("3", "/r/1.0")).Healthy);
        Assert.Null(Judge(5 * Steady, "3", new RunningNote("2", "/r/1.1")).Healthy);
    }

    [Fact]
    public void A_count_of_restarts_that_a_restart_set_back_is_not_held_against_it()
    {
        Assert.Null(_rules.Judge(new UnitSight("1", false, 3), null, TimeSpan.Zero).Healthy);
        Assert.Null(_rules.Judge(new UnitSight("1", false, 0), null, TimeSpan.Zero).Healthy);
        Assert.Null(_rules.Judge(new UnitSight("1", false, TrialRules.MostRestarts - 1), null, TimeSpan.Zero).Healthy);
        Assert.False(_rules.Judge(new UnitSight("1", false, TrialRules.MostRestarts), null, TimeSpan.Zero).Healthy);
    }

    [Fact]
    public void What_systemctl_shows_is_read()
    {
        Assert.Equal(new UnitSight("4f1c", false, 2), SystemdAgentUnit.Parse("MainPID=411\nInvocationID=4f1c\nNRestarts=2\nActiveState=active\n"));
        Assert.Equal(new UnitSight("", true, 0), SystemdAgentUnit.Parse("NRestarts=0\nInvocationID=4f1c\nActiveState=failed\nMainPID=0\n"));
        Assert.Throws<UnitException>(() => SystemdAgentUnit.Parse("ActiveState=active\n"));
    }

    private static int Steady => (int)Options.SteadyFor.TotalSeconds;

    private TrialVerdict Judge(int seconds, string start, RunningNote? note) => _rules.Judge(new UnitSight(start, false, 3), note, TimeSpan.FromSeconds(seconds));
}
