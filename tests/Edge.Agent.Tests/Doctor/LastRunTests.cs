using System.Text.Json;
using Edge.Agent.Doctor;
using Edge.Agent.Doctor.Running;
using Edge.Agent.Storage;

namespace Edge.Agent.Tests.Doctor;

/// <summary>How the last run ended is worth a word where it was no stop and no power cut.</summary>
public sealed class LastRunTests
{
    [Theory]
    [InlineData("watchdog", "the last run hung, and the watchdog ended it")]
    [InlineData("memory", "the last run was ended for want of memory")]
    [InlineData("crash", "the last run ended by a fault")]
    [InlineData("stopped", null)]
    [InlineData("power-cut", null)]
    [InlineData("of-a-newer-agent", null)]
    public void It_is_told_with_what_to_do(string ended, string? told)
    {
        var status = JsonElement.Parse($$"""{"version":"1","uptimeSeconds":5,"lastRun":{"ended":"{{ended}}" } }""");
        var finding = AgentExam.Judge(new AgentAnswer(AgentState.Answers) { Status = status }, new DataFolder("/none"), TimeSpan.FromSeconds(1));
        Assert.Equal(told is null ? Grade.Ok : Grade.Attention, finding.Grade);
        if (told is not null) Assert.EndsWith(told, finding.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_agent_says_nothing_of_it() =>
        Assert.Equal(Grade.Ok, AgentExam.Judge(new AgentAnswer(AgentState.Answers) { Status = JsonElement.Parse("""{"version":"1","uptimeSeconds":5}""") }, new DataFolder("/none"), TimeSpan.FromSeconds(1)).Grade);
}
