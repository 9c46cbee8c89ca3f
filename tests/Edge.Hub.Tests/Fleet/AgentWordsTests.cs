using Edge.Hub.Fleet;

namespace Edge.Hub.Tests.Fleet;

/// <summary>What a board says in codes is told in words, in both languages, and a code that this hub does not know in none.</summary>
public sealed class AgentWordsTests
{
    [Theory]
    [InlineData("watchdog", "the agent hung; its watchdog ended it and started it again", "watchdog")]
    [InlineData("memory", "the agent was ended for want of memory, and started again", "bộ nhớ")]
    [InlineData("crash", "the agent ended by a fault, and started again", "lỗi")]
    [InlineData("power-cut", "the board went off in the middle of its work (a power cut); no accepted record was lost", "mất điện")]
    public void An_end_has_words(string end, string english, string vietnamese)
    {
        Assert.Equal(english, AgentWords.End(end, vietnamese: false));
        Assert.Contains(vietnamese, AgentWords.End(end, vietnamese: true)!, StringComparison.Ordinal);
        Assert.Equal(english, AgentWords.Meaning("Agent/LastEnd", end));
    }

    [Theory]
    [InlineData("saver", "saves power")]
    [InlineData("sleep", "asleep: on its battery, serving nobody")]
    [InlineData("off", "switches itself off: its battery is nearly empty")]
    public void A_mode_has_words(string mode, string english)
    {
        Assert.Equal(english, AgentWords.Power(mode, vietnamese: false));
        Assert.NotEqual(english, AgentWords.Power(mode, vietnamese: true));
        Assert.Equal(english, AgentWords.Meaning("Power/Mode", mode));
    }

    [Theory]
    [InlineData("Agent/LastEnd", "stopped")]
    [InlineData("Agent/LastEnd", "<b>of a newer agent</b>")]
    [InlineData("Power/Mode", "full")]
    [InlineData("Disk/Store", "watchdog")]
    public void What_needs_no_words_has_none(string metric, string value) => Assert.Null(AgentWords.Meaning(metric, value));
}
