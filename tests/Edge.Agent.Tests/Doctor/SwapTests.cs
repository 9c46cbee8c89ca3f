using Edge.Agent.Doctor.Machine;

namespace Edge.Agent.Tests.Doctor;

public sealed class SwapTests
{
    private const string Header = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
    private const string Card = Header + "/var/swap                               file\t\t102396\t\t0\t\t-2\n";
    private const string Memory = Header + "/dev/zram0                              partition\t102396\t\t0\t\t100\n";

    [Theory]
    [InlineData(Header, null, "Ok")]
    [InlineData(Memory, null, "Ok")]
    [InlineData(Card, "0\n", "Ok")]
    [InlineData(Card, "max\n", "Attention")]
    [InlineData(Card, null, "Attention")]
    public void Swap_on_a_disk_that_the_agent_may_use_is_warned_of(string areas, string? limit, string grade)
    {
        var finding = SwapExam.Judge(areas, limit);
        Assert.Equal(grade, finding.Grade.ToString());
        if (grade == "Attention") Assert.Contains("/var/swap", finding.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void This_machine_can_be_looked_at() => Assert.Equal("swap", SwapExam.Look().Subject.Id);
}
