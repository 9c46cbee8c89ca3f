using Edge.Agent.Spool.Audit;

namespace Edge.Agent.Tests.Spool;

public sealed class ChainAuditTests
{
    private static readonly Guid A = new("aaaaaaaa-0000-0000-0000-000000000000");
    private static readonly Guid B = new("bbbbbbbb-0000-0000-0000-000000000000");

    [Fact]
    public void Unbroken_chains_are_named_and_have_no_findings()
    {
        Assert.Equal(["chain: chain aaaaaaaa: records 1 to 3, all here"], Told(Audit((A, 1, 10, 0), (A, 2, 20, 10), (A, 3, 30, 20))));
        Assert.Equal(["chain: chain aaaaaaaa: records 1 to 2, all here", "chain: chain bbbbbbbb: record 3, here"], Told(Audit((B, 3, 30, 20), (A, 1, 10, 0), (A, 2, 20, 10), (A, 2, 20, 10))));
    }

    [Fact]
    public void A_gap_is_named_with_its_ends_and_chains()
    {
        Assert.Equal(["chain: chain aaaaaaaa: record 1, here", "chain: chain bbbbbbbb: record 5, here", "gap: records number 2 to 4 are nowhere on this board, between 1 of chain aaaaaaaa and 5 of chain bbbbbbbb"], Told(Audit((A, 1, 10, 0), (B, 5, 50, 40))));
        Assert.Equal(["chain: chain aaaaaaaa: records 2 to 4, 2 of them here", "gap: record number 1 is nowhere on this board, before 2 of chain aaaaaaaa", "gap: record number 3 is nowhere on this board, between 2 of chain aaaaaaaa and 4 of chain aaaaaaaa"], Told(Audit((A, 2, 20, 0), (A, 4, 40, 0))));
    }

    [Fact]
    public void Two_records_of_one_number_are_a_fork_and_both_chains_are_named() => Assert.Equal(
        ["chain: chain aaaaaaaa: records 1 to 2, all here", "chain: chain bbbbbbbb: record 2, here", "fork: 2 different records carry number 2, of chain aaaaaaaa and bbbbbbbb: the card was copied or restored; all are kept"],
        Told(Audit((A, 1, 10, 0), (A, 2, 20, 10), (B, 2, 21, 10))));

    [Fact]
    public void A_record_that_names_another_predecessor_is_a_break() =>
        Assert.Equal(("break", 2UL), Audit((A, 1, 10, 0), (A, 2, 20, 11)).Findings().Last() is var f ? (f.State, f.Sequence!.Value) : default);

    [Fact]
    public void A_file_that_cannot_be_read_is_neither_a_gap_nor_a_break_nor_a_fork()
    {
        var audit = Audit((A, 1, 10, 0), (B, 3, 30, 10), (A, 2, 20, 10));
        audit.AddUnreadable(4);
        audit.AddUnreadable(2);
        Assert.DoesNotContain(audit.Findings(), f => f.State != "chain");
    }

    [Fact]
    public void Whole_chains_of_many_starts_are_one_line()
    {
        var audit = new ChainAudit();
        for (ulong i = 1; i <= 1_000; i++) audit.Add(new Guid((int)i, 0, 0, new byte[8]), i, BitConverter.GetBytes(i), BitConverter.GetBytes(i - 1), previousKnown: true);
        Assert.Equal(["chain: 1000 chains, 00000001 to 000003e8: records 1 to 1000, all here"], Told(audit));
    }

    [Fact]
    public void A_hundred_thousand_records_take_less_than_ninety_bytes_each()
    {
        var audit = new ChainAudit();
        byte[] digest = [1, 2, 3, 4, 5, 6, 7, 8];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (ulong i = 100_000; i > 0; i--) audit.Add(A, i, digest, digest, previousKnown: true);
        Assert.Single(audit.Findings());
        // What a doubling list allocates on its way is twice what it ends with; grouping or copying would be several times that.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100_000, 0, 90);
    }

    private static List<string> Told(ChainAudit audit) => [.. audit.Findings().Select(f => $"{f.State}: {f.Detail}")];

    private static ChainAudit Audit(params (Guid Chain, ulong Sequence, long Digest, long Previous)[] links)
    {
        var audit = new ChainAudit();
        foreach (var (chain, sequence, digest, previous) in links) audit.Add(chain, sequence, BitConverter.GetBytes(digest), BitConverter.GetBytes(previous), previousKnown: true);
        return audit;
    }
}
