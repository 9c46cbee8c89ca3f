using Edge.Hub.Chains;
using Edge.Hub.Ingest;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Hub.Views;

namespace Edge.Hub.Tests.Chains;

/// <summary>A board may have made 100,000 records: neither a new one nor a look at its story reads through them.</summary>
public sealed class ChainCostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Looking_for_a_fork_is_a_search_in_an_index()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var sql = new SqlLog(bench.Hub.Paths.Database);
        await using var db = sql.CreateDbContext();
        await ForkWatch.LookAsync(new Batch(db, bench.Hub.Time.Now, 1), board.Record(10).Manifest, new Edge.Contracts.Signing.VerifyingKey(board.Key.Public.Spki.ToArray()), Token);
        Assert.Equal(2, sql.RecordSteps.Count());
        Assert.Contains(sql.RecordSteps, s => s.Contains("INDEX IX_Records_Node_PreviousDigest (Node=? AND PreviousDigest=?)", StringComparison.Ordinal));
        Assert.Contains(sql.RecordSteps, s => s.Contains("INDEX IX_Records_Node_ChainId_Sequence_State (Node=? AND ChainId=? AND Sequence=?)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_story_is_read_from_indexes_of_its_board()
    {
        await using var bench = await IngestBench.OpenAsync();
        var sql = new SqlLog(bench.Hub.Paths.Database);
        var facts = await new ChainReader(sql).ReadAsync("board-1", Token);
        var chains = sql.RecordSteps.Where(s => s.Contains("Records", StringComparison.Ordinal) || s.Contains(" r ", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, chains.Count);
        Assert.All(chains, s => Assert.StartsWith("SEARCH", s, StringComparison.Ordinal));
        Assert.Equal(2, chains.Count(s => s.Contains("COVERING INDEX IX_Records_Node_ChainId_Sequence_State (Node=?)", StringComparison.Ordinal)));
        Assert.Contains(chains, s => s.Contains("INDEX IX_Records_Node_PreviousDigest (Node=? AND PreviousDigest=?)", StringComparison.Ordinal));
        Assert.Contains(chains, s => s.Contains("INDEX IX_Records_Node (Node=?)", StringComparison.Ordinal));
        await new FlaggedPart(sql).TellAsync("board-1", facts, Token);
        Assert.Equal(2, sql.RecordSteps.Count(s => s.Contains("INDEX IX_Records_Node (Node=?)", StringComparison.Ordinal)));
    }
}
