using Edge.Agent.Spool;

namespace Edge.Agent.Tests.Spool;

public sealed class ChainAuditTests
{
    [Fact]
    public void An_unbroken_chain_has_no_findings()
    {
        Assert.Empty(Audit((1, 10, 0), (2, 20, 10), (3, 30, 20)).Findings());
        Assert.Empty(Audit((3, 30, 20), (1, 10, 0), (2, 20, 10), (2, 20, 10)).Findings());
    }

    [Fact]
    public void A_gap_is_named_with_its_ends()
    {
        var finding = Assert.Single(Audit((1, 10, 0), (5, 50, 40)).Findings());
        Assert.Equal(("gap", "records number 2 to 4 are nowhere on this board"), (finding.State, finding.Detail));
    }

    [Fact]
    public void Two_records_of_one_number_are_a_fork() =>
        Assert.Equal("fork", Assert.Single(Audit((1, 10, 0), (2, 20, 10), (2, 21, 10)).Findings()).State);

    [Fact]
    public void A_record_that_names_another_predecessor_is_a_break() =>
        Assert.Equal(("break", 2UL), Assert.Single(Audit((1, 10, 0), (2, 20, 11)).Findings()) is var f ? (f.State, f.Sequence!.Value) : default);

    private static ChainAudit Audit(params (ulong Sequence, long Digest, long Previous)[] links)
    {
        var audit = new ChainAudit();
        foreach (var (sequence, digest, previous) in links) audit.Add(sequence, BitConverter.GetBytes(digest), BitConverter.GetBytes(previous), previousKnown: true);
        return audit;
    }
}
