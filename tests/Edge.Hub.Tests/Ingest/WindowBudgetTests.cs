using Edge.Hub.Ingest;

namespace Edge.Hub.Tests.Ingest;

public sealed class WindowBudgetTests
{
    [Fact]
    public void The_sum_of_all_grants_stays_within_the_budget_up_to_as_many_boards_as_may_connect()
    {
        var options = new IngestOptions();
        var budget = new WindowBudget(options);
        for (var boards = 1; boards <= 2000; boards++)
        {
            var grant = budget.Grant(boards);
            Assert.InRange(boards * (long)grant.Chunks, boards, options.WindowChunks);
            Assert.InRange(boards * (long)grant.Bytes, boards, options.WindowBytes);
        }
    }

    [Fact]
    public void A_board_alone_gets_what_one_board_may_have()
    {
        var options = new IngestOptions();
        var grant = new WindowBudget(options).Grant(1);
        Assert.Equal((options.BoardWindowBytes, options.BoardWindowChunks), ((int)grant.Bytes, (int)grant.Chunks));
    }
}
